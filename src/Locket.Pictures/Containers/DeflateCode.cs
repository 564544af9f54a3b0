namespace Locket.Pictures.Containers;

/// <summary>
/// A Huffman code of a deflate stream (RFC 1951, 3.2.2), to be looked up in the bits that come next, the first of them lowest.
/// </summary>
internal sealed class DeflateCode
{
    public const int LongestInBits = 15;

    private const int ShortBits = 9;

    /// <summary>For what codes of at most 9 bits begin with: the symbol, and from bit 9 on the length.</summary>
    private readonly ushort[] _short = new ushort[1 << ShortBits];

    /// <summary>The symbols in the order of their codes; how many there are of each length.</summary>
    private readonly ushort[] _symbols;
    private readonly int[] _counts = new int[LongestInBits + 1];

    private DeflateCode(int symbols)
    {
        _symbols = new ushort[symbols];
    }

    /// <param name="lengths">Of each symbol the length of its code, at most 15 bits; 0 where it has none.</param>
    /// <param name="isWhole">
    /// Whether all bits must begin with a code. Otherwise one code alone, of one bit, or none at all is right too.
    /// </param>
    /// <returns><see langword="null"/> where decoders refuse the code.</returns>
    public static DeflateCode? TryMake(ReadOnlySpan<byte> lengths, bool isWhole)
    {
        DeflateCode made = new(lengths.Length);
        foreach (byte length in lengths)
        {
            made._counts[length]++;
        }

        made._counts[0] = 0;
        Span<int> firsts = stackalloc int[LongestInBits + 1];
        Span<int> places = stackalloc int[LongestInBits + 1];
        int free = 1;
        for (int length = 1; length <= LongestInBits; length++)
        {
            free = (free << 1) - made._counts[length];
            if (free < 0)
            {
                return null;
            }

            firsts[length] = (firsts[length - 1] + made._counts[length - 1]) << 1;
            places[length] = places[length - 1] + made._counts[length - 1];
        }

        if (free > 0 && (isWhole || made._counts.AsSpan(2).ContainsAnyExcept(0)))
        {
            return null;
        }

        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] > 0)
            {
                made.Put(symbol, lengths[symbol], firsts[lengths[symbol]]++, places[lengths[symbol]]++);
            }
        }

        return made;
    }

    /// <param name="bits">The next bits, from the lowest.</param>
    /// <param name="length">The code's length; 16 where the bits begin with no code.</param>
    /// <returns>The symbol.</returns>
    public int Find(ulong bits, out int length)
    {
        int found = _short[(int)bits & ((1 << ShortBits) - 1)];
        if (found != 0)
        {
            length = found >> ShortBits;
            return found & ((1 << ShortBits) - 1);
        }

        int code = 0;
        int first = 0;
        int place = 0;
        for (length = 1; length <= LongestInBits; length++, bits >>= 1)
        {
            code |= (int)(bits & 1);
            if (code - first < _counts[length])
            {
                return _symbols[place + code - first];
            }

            place += _counts[length];
            first = (first + _counts[length]) << 1;
            code <<= 1;
        }

        return 0;
    }

    private void Put(int symbol, int length, int code, int place)
    {
        _symbols[place] = (ushort)symbol;
        if (length > ShortBits)
        {
            return;
        }

        // The first bit of a code is its highest, but the lowest of those that come next.
        int start = 0;
        for (int i = 0; i < length; i++)
        {
            start |= ((code >> (length - 1 - i)) & 1) << i;
        }

        for (int i = start; i < 1 << ShortBits; i += 1 << length)
        {
            _short[i] = (ushort)((length << ShortBits) | symbol);
        }
    }
}
