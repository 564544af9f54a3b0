using System.IO.Compression;

namespace Locket.Pictures.Pixels;

/// <summary>
/// Reads the pixels of any PNG (ISO/IEC 15948) as 8 bits each of red, green, blue and alpha; of an APNG, the still picture.
/// </summary>
internal static class PngReader
{
    /// <summary>
    /// Deflate makes at most 258 bytes of 2 bits, so that a file has at most about this many bytes of pixels for each of its own.
    /// </summary>
    private const int MaxDeflateRatio = 1032;

    /// <param name="file">A whole PNG file; what stands behind its end is not looked at.</param>
    /// <param name="maxPixels">More are refused before anything is allocated for them.</param>
    /// <param name="picture">The pixels, where there is no fault.</param>
    public static PngFault Read(ReadOnlyMemory<byte> file, long maxPixels, out Raster? picture)
    {
        picture = null;
        if (!PngContent.IsPng(file.Span))
        {
            return PngFault.NotPng;
        }

        if (PngContent.Parse(file) is not PngContent content)
        {
            return PngFault.Damaged;
        }

        PngHeader header = content.Header;
        if (header.Pixels > maxPixels || header.Pixels * Raster.PixelInBytes > Array.MaxLength)
        {
            return PngFault.TooLarge;
        }

        // A few bytes cannot claim a room full of pixels: those of a bomb must at least be there.
        long compressed = content.Data.Sum(piece => (long)piece.Length);
        if (header.RowInBytes(header.Width) * header.Height / MaxDeflateRatio > compressed)
        {
            return PngFault.Damaged;
        }

        try
        {
            Raster pixels = new(header.Width, header.Height);
            using ZLibStream stream = new(new PiecesStream(content.Data), CompressionMode.Decompress);
            PngRowReader rows = new(content);
            foreach ((int X, int Y, int StepX, int StepY) pass in header.Passes)
            {
                if (!TryReadPass(header, pass, stream, rows, pixels))
                {
                    return PngFault.Damaged;
                }
            }

            picture = pixels;
            return PngFault.None;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // All of it is in memory; a stream that wants a dictionary fails as input and output do.
            return PngFault.Damaged;
        }
    }

    private static bool TryReadPass(
        PngHeader header, (int X, int Y, int StepX, int StepY) pass, ZLibStream stream, PngRowReader rows, Raster pixels)
    {
        int width = (header.Width - pass.X + pass.StepX - 1) / pass.StepX;
        if (width <= 0)
        {
            return true;
        }

        byte[] row = new byte[1 + header.RowInBytes(width)];
        byte[] above = new byte[row.Length];
        for (int y = pass.Y; y < header.Height; y += pass.StepY)
        {
            stream.ReadExactly(row);
            if (!PngFilters.TryRemove(row[0], row.AsSpan(1), above.AsSpan(1), header.FilterDistanceInBytes))
            {
                return false;
            }

            rows.Read(row.AsSpan(1), width, pixels.Row(y), pass.X, pass.StepX);
            (row, above) = (above, row);
        }

        return true;
    }
}
