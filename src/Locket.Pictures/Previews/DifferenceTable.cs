namespace Locket.Pictures.Previews;

/// <summary>Reads differences of means (DC) with one look: code and number together where both fit into 10 bits.</summary>
internal sealed class DifferenceTable
{
    public const int IndexBits = 10;

    /// <summary>The number in the upper 24 bits, the length of both in the lower 6 of the rest; 0 where they do not fit.</summary>
    public readonly int[] Entries = new int[1 << IndexBits];

    /// <summary>More bits than a number has in a picture of 8 bits a sample (ISO/IEC 10918-1, table F.1).</summary>
    private const int SizeLimit = 12;

    private readonly HuffmanCode _code;

    public DifferenceTable(HuffmanCode code)
    {
        _code = code;
        for (int i = 0; i < Entries.Length; i++)
        {
            int entry = Find((ulong)i << (64 - IndexBits));
            Entries[i] = (entry & 63) <= IndexBits ? entry : 0;
        }
    }

    /// <returns>As <see cref="Entries"/>; 0 where the bits are no number.</returns>
    public int Find(ulong window)
    {
        int found = _code.Find(window);
        int length = found >> 8;
        int size = found & 0xFF;
        return length == 0 || size >= SizeLimit ? 0 : (HuffmanCode.Number(window << length, size) << 8) | (length + size);
    }
}
