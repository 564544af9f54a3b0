namespace Locket.Pictures.Veil;

/// <summary>Takes bytes apart into groups of some bits, the highest first, and puts them together again.</summary>
internal static class BitGroups
{
    /// <summary>Reads groups from the middle of a text; beyond its end the bits are those that stand in the groups already.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="first">The first group's number.</param>
    /// <param name="bits">Bits of a group, 1 to 8.</param>
    /// <param name="groups">Receives a group each; holds random bits before.</param>
    public static void Split(ReadOnlySpan<byte> bytes, long first, int bits, Span<byte> groups)
    {
        int mask = (1 << bits) - 1;
        for (int i = 0; i < groups.Length; i++)
        {
            long bit = (first + i) * bits;
            int at = (int)(bit / 8);
            if (at >= bytes.Length)
            {
                groups[i] &= (byte)mask;
                continue;
            }

            // A group lies in two bytes at most; what follows the last byte is random.
            int next = at + 1 < bytes.Length ? bytes[at + 1] : groups[i];
            groups[i] = (byte)((((bytes[at] << 8) | next) >> (16 - (int)(bit % 8) - bits)) & mask);
        }
    }

    /// <param name="group">The group, its unused upper bits anything.</param>
    /// <param name="index">Its number.</param>
    /// <param name="bits">Bits of a group, 1 to 8.</param>
    /// <param name="bytes">Zeros before the first group; bits beyond the end are left out.</param>
    public static void Put(int group, long index, int bits, Span<byte> bytes)
    {
        long bit = index * bits;
        int at = (int)(bit / 8);
        int pair = (group & ((1 << bits) - 1)) << (16 - (int)(bit % 8) - bits);
        bytes[at] |= (byte)(pair >> 8);
        if (at + 1 < bytes.Length)
        {
            bytes[at + 1] |= (byte)pair;
        }
    }
}
