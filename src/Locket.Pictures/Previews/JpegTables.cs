namespace Locket.Pictures.Previews;

/// <summary>
/// The tables of a JPEG as its segments define them (ISO/IEC 10918-1, B.2.4); decoders are made of them when a scan needs them.
/// </summary>
internal sealed class JpegTables
{
    private const int Slots = 4;
    private const int BlockLength = 64;

    private readonly ushort[]?[] _steps = new ushort[]?[Slots];

    /// <summary>Counts and symbols; of differences, then of other coefficients.</summary>
    private readonly byte[]?[] _codes = new byte[]?[2 * Slots];

    public ushort[]? Steps(int slot) => _steps[slot];

    /// <returns><see langword="null"/> where there is none.</returns>
    public byte[]? DifferenceCode(int slot) => slot < Slots ? _codes[slot] : null;

    /// <returns><see langword="null"/> where there is none.</returns>
    public byte[]? OtherCode(int slot) => slot < Slots ? _codes[Slots + slot] : null;

    /// <param name="segment">Without its length.</param>
    public bool TryTakeSteps(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            int size = (segment[0] >> 4) + 1;
            int slot = segment[0] & 15;
            segment = segment[1..];
            if (size > 2 || slot >= Slots || segment.Length < size * BlockLength)
            {
                return false;
            }

            ushort[] steps = new ushort[BlockLength];
            for (int i = 0; i < BlockLength; i++)
            {
                steps[i] = size == 1 ? segment[i] : (ushort)((segment[2 * i] << 8) | segment[(2 * i) + 1]);
            }

            _steps[slot] = steps;
            segment = segment[(size * BlockLength)..];
        }

        return true;
    }

    /// <param name="segment">Without its length.</param>
    public bool TryTakeCodes(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            int kind = segment[0] >> 4;
            int slot = segment[0] & 15;
            segment = segment[1..];
            if (kind > 1 || slot >= Slots || segment.Length < HuffmanCode.CountsInBytes)
            {
                return false;
            }

            int length = HuffmanCode.CountsInBytes;
            foreach (byte count in segment[..HuffmanCode.CountsInBytes])
            {
                length += count;
            }

            if (length > HuffmanCode.CountsInBytes + 256 || segment.Length < length)
            {
                return false;
            }

            _codes[(kind * Slots) + slot] = segment[..length].ToArray();
            segment = segment[length..];
        }

        return true;
    }
}
