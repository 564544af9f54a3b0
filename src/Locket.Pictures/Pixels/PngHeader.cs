using System.Buffers.Binary;

namespace Locket.Pictures.Pixels;

/// <summary>The IHDR chunk (ISO/IEC 15948, 11.2.2).</summary>
/// <param name="Width">In pixels, at least 1.</param>
/// <param name="Height">In pixels, at least 1.</param>
/// <param name="BitDepth">Bits of a sample: 1, 2, 4, 8 or 16, as the color allows.</param>
/// <param name="Color">What the samples mean.</param>
/// <param name="IsInterlaced">Whether the pixels come in seven passes.</param>
internal sealed record PngHeader(int Width, int Height, int BitDepth, PngColor Color, bool IsInterlaced)
{
    public const int LengthInBytes = 13;

    public int Channels => Color switch
    {
        PngColor.Rgb => 3,
        PngColor.GrayAlpha => 2,
        PngColor.Rgba => 4,
        _ => 1,
    };

    public long Pixels => (long)Width * Height;

    /// <summary>How far back a filter looks.</summary>
    public int FilterDistanceInBytes => Math.Max(1, Channels * BitDepth / 8);

    /// <summary>Bytes of a row of so many pixels, without its filter byte.</summary>
    public long RowInBytes(int width) => (((long)width * Channels * BitDepth) + 7) / 8;

    public static PngHeader? Parse(ReadOnlySpan<byte> content)
    {
        if (content.Length != LengthInBytes)
        {
            return null;
        }

        int width = BinaryPrimitives.ReadInt32BigEndian(content);
        int height = BinaryPrimitives.ReadInt32BigEndian(content[4..]);
        int depth = content[8];
        PngColor color = (PngColor)content[9];
        bool isKnown = color switch
        {
            PngColor.Gray => depth is 1 or 2 or 4 or 8 or 16,
            PngColor.Palette => depth is 1 or 2 or 4 or 8,
            PngColor.Rgb or PngColor.GrayAlpha or PngColor.Rgba => depth is 8 or 16,
            _ => false,
        };

        // Compression and filter method have one value each, 0; interlacing two.
        return isKnown && width > 0 && height > 0 && content[10] == 0 && content[11] == 0 && content[12] <= 1
            ? new PngHeader(width, height, depth, color, content[12] == 1)
            : null;
    }
}
