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

    private static readonly (int X, int Y, int StepX, int StepY)[] AllPasses =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private static readonly (int X, int Y, int StepX, int StepY)[] OnePass = [(0, 0, 1, 1)];

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

    /// <summary>How many bytes are packed: all rows with their filter bytes, of each pass.</summary>
    public UInt128 PackedInBytes
    {
        get
        {
            UInt128 sum = 0;
            foreach ((int x, int y, int stepX, int stepY) in Passes)
            {
                long columns = ((long)Width - x + stepX - 1) / stepX;
                long rows = ((long)Height - y + stepY - 1) / stepY;
                sum += columns > 0 ? (UInt128)(1 + RowInBytes((int)columns)) * (UInt128)Math.Max(0, rows) : 0;
            }

            return sum;
        }
    }

    /// <summary>First column, first row, column step and row step of each pass (8.2).</summary>
    public ReadOnlySpan<(int X, int Y, int StepX, int StepY)> Passes => IsInterlaced ? AllPasses : OnePass;

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
