using System.Buffers.Binary;

namespace Locket.Pictures.Containers;

/// <summary>
/// What the segments of a JPEG file must be (ISO/IEC 10918-1, annex B) so that decoders read all of them: of exactly the length that their
/// content says, and no pixels that were coded before. What goes beyond that, nobody would see.
/// </summary>
internal sealed class JpegRules
{
    private const int MaxTables = 4;
    private const int QuantizersInBytes = 64;
    private const int CodeLengths = 16;
    private const int MaxCodes = 256;
    private const int BlockInBytes = 64;
    private const int MaxComponents = 4;

    /// <summary>Two classes of sixteen conditions.</summary>
    private const int MaxConditions = 32;

    /// <summary>For each component and coefficient how many of its low bits are still to come; null before the first scan.</summary>
    private readonly Dictionary<byte, int?[]> _components = [];

    private bool _isProgressive;
    private bool _isArithmetic;
    private long _units;
    private int _interval;

    public bool HasFrame => _components.Count > 0;

    /// <summary>Tables that the frame's kind of coding does not use.</summary>
    public byte UnreadTables => _isArithmetic ? JpegMarker.HuffmanTables : JpegMarker.ArithmeticConditions;

    /// <summary>How many restart markers a scan may have.</summary>
    public long MaxRestarts => _interval == 0 ? 0 : (_units - 1) / _interval;

    /// <returns>Whether the segment is what it has to be.</returns>
    public bool Accepts(byte marker, ReadOnlySpan<byte> content) => marker switch
    {
        _ when JpegMarker.IsTable(marker) => AreTables(marker, content),
        JpegMarker.RestartInterval => IsInterval(content),
        JpegMarker.StartOfScan => IsScan(content),
        _ => IsFrame(marker, content),
    };

    /// <summary>
    /// How long the table is that a segment begins with, or would be if the segment did not end before; 0 where it is none.
    /// </summary>
    public static int TableInBytes(byte marker, ReadOnlySpan<byte> content)
    {
        (int kind, int slot) = (content[0] >> 4, content[0] & 15);
        if (marker == JpegMarker.ArithmeticConditions)
        {
            return content[0] < MaxConditions ? 2 : 0;
        }

        if (kind > 1 || slot >= MaxTables)
        {
            return 0;
        }

        if (marker == JpegMarker.QuantizationTables)
        {
            return 1 + (QuantizersInBytes * (kind + 1));
        }

        int codes = 0;
        for (int i = 1; i <= CodeLengths && i < content.Length; i++)
        {
            codes += content[i];
        }

        return codes <= MaxCodes ? 1 + CodeLengths + codes : 0;
    }

    private static bool AreTables(byte marker, ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            int length = TableInBytes(marker, content);
            if (length == 0 || content.Length < length)
            {
                return false;
            }

            content = content[length..];
        }

        return true;
    }

    private bool IsInterval(ReadOnlySpan<byte> content)
    {
        if (content.Length != sizeof(ushort))
        {
            return false;
        }

        _interval = BinaryPrimitives.ReadUInt16BigEndian(content);
        return true;
    }

    /// <summary>Precision, height, width, and three bytes for each component; hierarchical frames are read by nobody.</summary>
    private bool IsFrame(byte marker, ReadOnlySpan<byte> content)
    {
        if (HasFrame || (marker & 7) > 3 || content.Length < 6 || content.Length != 6 + (3 * content[5]))
        {
            return false;
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(content[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(content[3..]);

        // No scan has more units than the picture has blocks of its finest component: of eight pixels, or of one where there is no loss.
        int side = (marker & 3) == 3 ? 1 : 8;
        _units = (long)((height + side - 1) / side) * ((width + side - 1) / side);
        _isProgressive = (marker & 3) == 2;
        _isArithmetic = (marker & 8) != 0;
        for (int i = 6; i < content.Length; i += 3)
        {
            if (!_components.TryAdd(content[i], new int?[BlockInBytes]))
            {
                return false;
            }
        }

        return width > 0 && height > 0 && HasFrame;
    }

    /// <summary>The number of components, two bytes for each, the coefficients from and to, the bits before and now.</summary>
    private bool IsScan(ReadOnlySpan<byte> content)
    {
        int components = content.IsEmpty ? 0 : content[0];
        if (!HasFrame || components is < 1 or > MaxComponents || content.Length != 4 + (2 * components))
        {
            return false;
        }

        (int from, int to, int bits) = _isProgressive ? (content[^3], content[^2], content[^1]) : (0, BlockInBytes - 1, 0);
        if (to >= BlockInBytes || to < from || (from > 0 && components > 1 && _isProgressive))
        {
            return false;
        }

        for (int i = 0; i < components; i++)
        {
            if (!_components.TryGetValue(content[1 + (2 * i)], out int?[]? coefficients)
                || !Refines(coefficients.AsSpan(from..(to + 1)), bits))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A coefficient comes once, and afterwards bit by bit; a scan that brings it again would hide what came before.</summary>
    private static bool Refines(Span<int?> coefficients, int bits)
    {
        (int before, int now) = (bits >> 4, bits & 15);
        foreach (ref int? coefficient in coefficients)
        {
            if (coefficient is null ? before != 0 : before == 0 || before != coefficient || now != before - 1)
            {
                return false;
            }

            coefficient = now;
        }

        return true;
    }
}
