using Locket.Pictures.Pixels;

namespace Locket.Pictures.Veil;

/// <summary>The preview, enlarged to the size of the veil, row by row.</summary>
internal sealed class VeilBackdrop
{
    private const int Fraction = 256;

    private readonly Raster _cells;
    private readonly VeilPreviewStyle _style;
    private readonly int _width;
    private readonly int _height;
    private readonly int _channels;

    public VeilBackdrop(VeilPreview preview, int width, int height, int channels)
    {
        (int cellsWide, int cellsHigh) = BoxScaler.Fit(preview.Picture.Width, preview.Picture.Height, preview.Cells);
        _cells = BoxScaler.Scale(preview.Picture, cellsWide, cellsHigh);
        _style = preview.Style;
        _width = width;
        _height = height;
        _channels = channels;
    }

    /// <param name="y">From the top.</param>
    /// <param name="samples">Receives the row.</param>
    public void ReadRow(int y, Span<byte> samples)
    {
        (int top, int bottom, int down) = Place(y, _height, _cells.Height);
        ReadOnlySpan<byte> upper = _cells.Row(top);
        ReadOnlySpan<byte> lower = _cells.Row(bottom);
        Span<int> color = stackalloc int[3];
        for (int x = 0; x < _width; x++)
        {
            (int left, int right, int across) = Place(x, _width, _cells.Width);
            for (int channel = 0; channel < 3; channel++)
            {
                int above = (OnWhite(upper, left, channel) * (Fraction - across)) + (OnWhite(upper, right, channel) * across);
                int below = (OnWhite(lower, left, channel) * (Fraction - across)) + (OnWhite(lower, right, channel) * across);
                color[channel] = ((above * (Fraction - down)) + (below * down)) / (Fraction * Fraction);
            }

            if (_channels == 1)
            {
                // Luma as television has it (ITU-R BT.601), in parts of 256.
                samples[x] = (byte)(((color[0] * 77) + (color[1] * 150) + (color[2] * 29)) / 256);
            }
            else
            {
                for (int channel = 0; channel < 3; channel++)
                {
                    samples[(x * 3) + channel] = (byte)color[channel];
                }
            }
        }
    }

    private static int OnWhite(ReadOnlySpan<byte> row, int cell, int channel)
    {
        ReadOnlySpan<byte> pixel = row.Slice(cell * Raster.PixelInBytes, Raster.PixelInBytes);
        return ((pixel[channel] * pixel[3]) + (byte.MaxValue * (byte.MaxValue - pixel[3]))) / byte.MaxValue;
    }

    /// <summary>The two cells between whose centers a place lies, and how far it is from the first, in parts of 256.</summary>
    private (int First, int Second, int Way) Place(int at, int length, int cells)
    {
        if (_style == VeilPreviewStyle.Pixelated)
        {
            int cell = (int)((long)at * cells / length);
            return (cell, cell, 0);
        }

        // Centers of pixels and of cells, both in parts of 256 of a cell.
        long center = ((((2L * at) + 1) * cells * Fraction) / (2L * length)) - (Fraction / 2);
        center = Math.Clamp(center, 0, (cells - 1) * (long)Fraction);
        int first = (int)(center / Fraction);
        return (first, Math.Min(first + 1, cells - 1), (int)(center % Fraction));
    }
}
