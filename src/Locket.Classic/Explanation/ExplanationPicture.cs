using Locket.Classic.Explanation;

namespace Locket.Classic;

/// <summary>A picture: four bytes for each pixel (red, green, blue, and one that is not shown), row by row from the top.</summary>
/// <param name="Name">A word, fit for a file name.</param>
/// <param name="Caption">What it shows.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Pixels">Four bytes for each pixel.</param>
public sealed record ExplanationPicture(string Name, string Caption, int Width, int Height, ReadOnlyMemory<byte> Pixels)
{
    /// <summary>Bytes of a pixel, of which the last is not shown.</summary>
    public const int PixelInBytes = 4;

    /// <summary>Makes a PNG file of it (8 bits of red, green and blue).</summary>
    /// <returns>The file's bytes.</returns>
    public byte[] ToPng()
    {
        byte[] rgb = new byte[Width * Height * PngWriter.PixelInBytes];
        ReadOnlySpan<byte> pixels = Pixels.Span;
        for (int i = 0; i < Width * Height; i++)
        {
            pixels.Slice(i * PixelInBytes, PngWriter.PixelInBytes).CopyTo(rgb.AsSpan(i * PngWriter.PixelInBytes));
        }

        return PngWriter.Write(Width, Height, rgb);
    }
}
