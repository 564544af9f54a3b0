using Locket.Pictures.Pixels;

namespace Locket.Pictures.Decoding;

/// <summary>A frame on its picture, transparent around it; what stands out is cut off.</summary>
internal sealed class PlacedRows : IPixelRows
{
    private readonly IPixelRows _frame;
    private readonly int _left;
    private readonly int _top;
    private readonly byte[] _row;

    public PlacedRows(IPixelRows frame, FirstFrame place)
    {
        _frame = frame;
        _left = place.Left;
        _top = place.Top;
        _row = new byte[frame.Width * Raster.PixelInBytes];
        Width = place.Width;
        Height = place.Height;
    }

    public int Width { get; }

    public int Height { get; }

    public void ReadRow(int y, Span<byte> rgba)
    {
        rgba.Clear();
        if (y >= _top && y - _top < _frame.Height && _left < Width)
        {
            _frame.ReadRow(y - _top, _row);
            _row.AsSpan(0, Math.Min(_frame.Width, Width - _left) * Raster.PixelInBytes).CopyTo(rgba[(_left * Raster.PixelInBytes)..]);
        }
    }
}
