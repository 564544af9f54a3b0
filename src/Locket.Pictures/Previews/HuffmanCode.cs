namespace Locket.Pictures.Previews;

/// <summary>A code of a JPEG (ISO/IEC 10918-1, annex C), to be looked up in the 64 bits that come next.</summary>
internal sealed class HuffmanCode
{
    /// <summary>Counts of the codes of 1 to 16 bits, which symbols follow.</summary>
    public const int CountsInBytes = 16;

    private const int ShortBits = 9;
    private const int LongestBits = 16;

    private readonly byte[] _symbols;

    /// <summary>
    /// For each length, what is larger than all codes of it, aligned to 16 bits; and what to add to a code to get its symbol's place.
    /// </summary>
    private readonly int[] _ends = new int[LongestBits + 1];
    private readonly int[] _offsets = new int[LongestBits + 1];

    /// <summary>For what codes of at most 9 bits begin with: the symbol, and from bit 8 on the length.</summary>
    private readonly ushort[] _short = new ushort[1 << ShortBits];

    private HuffmanCode(byte[] symbols)
    {
        _symbols = symbols;
    }

    /// <param name="counts">How many codes there are of each length.</param>
    /// <param name="symbols">As many as there are codes.</param>
    /// <returns><see langword="null"/> where there are more codes of a length than its bits can tell apart.</returns>
    public static HuffmanCode? TryMake(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        HuffmanCode made = new(symbols.ToArray());
        int code = 0;
        int first = 0;
        for (int length = 1; length <= LongestBits; length++, code <<= 1)
        {
            int count = counts[length - 1];
            made._offsets[length] = first - code;
            if (code + count > 1 << length)
            {
                return null;
            }

            for (int i = 0; i < count && length <= ShortBits; i++)
            {
                int spread = ShortBits - length;
                made._short.AsSpan((code + i) << spread, 1 << spread).Fill((ushort)((length << 8) | symbols[first + i]));
            }

            code += count;
            first += count;
            made._ends[length] = code << (LongestBits - length);
        }

        return made;
    }

    /// <param name="window">The next bits, from the highest.</param>
    /// <returns>The symbol, and from bit 8 on the code's length; 0 where the bits begin with no code.</returns>
    public int Find(ulong window)
    {
        int found = _short[(int)(window >> (64 - ShortBits))];
        if (found != 0)
        {
            return found;
        }

        int bits = (int)(window >> (64 - LongestBits));
        for (int length = ShortBits + 1; length <= LongestBits; length++)
        {
            if (bits < _ends[length])
            {
                return (length << 8) | _symbols[(bits >> (LongestBits - length)) + _offsets[length]];
            }
        }

        return 0;
    }

    /// <summary>A number as its bits stand behind its symbol (annex F.2.2.1): the lower half of what they can say is negative.</summary>
    /// <param name="window">The next bits.</param>
    /// <param name="size">How many of them, 0 to 15.</param>
    public static int Number(ulong window, int size)
    {
        int value = (int)((window >> 1) >> (63 - size));
        return size == 0 || value >= 1 << (size - 1) ? value : value - (1 << size) + 1;
    }
}
