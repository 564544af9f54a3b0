namespace Locket.Pictures.Previews;

/// <summary>
/// Passes over coefficients (AC) that nobody asks for: one look at 11 bits passes over as many codes as are whole in them, each with its
/// number behind it. The last number need not be in those bits, since only its length counts.
/// </summary>
internal sealed class SkipTable
{
    /// <summary>Few enough that the tables of all colors stay in a processor's first cache.</summary>
    public const int IndexBits = 11;

    /// <summary>The most that an entry passes over; a third of a window.</summary>
    public const int MaxBits = 18;

    /// <summary>Where in an entry it stands how many coefficients are passed over; below it, how many bits.</summary>
    public const int CountShift = 6;

    /// <summary>Added to the count where the block ends.</summary>
    public const int BlockEnd = 128;

    /// <summary>The count where not even one code is whole.</summary>
    public const int Unknown = 256;

    /// <summary>A block's coefficients.</summary>
    public const int BlockLength = 64;

    /// <summary>How many bits a look at a single code with its number has.</summary>
    public const int NumberIndexBits = 10;

    /// <summary>Where in an entry of a single code its number stands; below it, as in the others, how far it goes.</summary>
    public const int NumberShift = 16;

    private const int ZeroRun = 0xF0;

    public readonly ushort[] Entries = new ushort[1 << IndexBits];

    /// <summary>Single codes with their numbers; 0 where not all of it is in those bits.</summary>
    public readonly int[] Numbers = new int[1 << NumberIndexBits];

    public SkipTable(HuffmanCode code)
    {
        Code = code;
        for (int i = 0; i < Entries.Length; i++)
        {
            Entries[i] = MakeEntry(i);
        }

        for (int i = 0; i < Numbers.Length; i++)
        {
            int number = FindNumber((ulong)i << (64 - NumberIndexBits));
            Numbers[i] = (number & 63) <= NumberIndexBits ? number : 0;
        }
    }

    public HuffmanCode Code { get; }

    /// <summary>What one symbol of <see cref="Code"/> means: an entry as those of the table, with any number of bits.</summary>
    /// <param name="found">As <see cref="HuffmanCode.Find"/> answers; not 0.</param>
    public static int Step(int found)
    {
        int size = found & 0xF;
        int run = (found & 0xF0) >> 4;
        int count = size != 0 || (found & 0xFF) == ZeroRun ? run + 1 : BlockEnd;
        return (count << CountShift) | ((found >> 8) + size);
    }

    /// <returns>As <see cref="Numbers"/>; 0 where the bits begin with no code.</returns>
    public int FindNumber(ulong window)
    {
        int found = Code.Find(window);
        return found == 0 ? 0 : (HuffmanCode.Number(window << (found >> 8), found & 15) << NumberShift) | Step(found);
    }

    private ushort MakeEntry(int index)
    {
        ulong window = (ulong)index << (64 - IndexBits);
        int entry = 0;
        while ((entry >> CountShift) < BlockEnd)
        {
            int found = Code.Find(window << (entry & 63));
            int next = found == 0 ? 0 : entry + Step(found);

            // A sum of bits beyond 63 cannot hide: the sum before is at most 19, and one step has at most 31.
            if (found == 0 || (entry & 63) + (found >> 8) > IndexBits || (next & 63) > MaxBits
                || ((next >> CountShift) & (BlockEnd - 1)) >= BlockLength)
            {
                break;
            }

            entry = next;
        }

        return (ushort)(entry == 0 ? Unknown << CountShift : entry);
    }
}
