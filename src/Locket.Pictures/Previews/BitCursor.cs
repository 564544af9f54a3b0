using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Locket.Pictures.Previews;

/// <summary>
/// A place among bits, and the bits that come next. Filling up adds behind the bits that are there, so that looking at these never waits
/// for memory.
/// </summary>
internal struct BitCursor
{
    /// <summary>How many bits there are at least after filling up.</summary>
    public const int FilledBits = 56;

    /// <summary>The next bits, from the highest; what stands behind <see cref="Count"/> of them is right or zero.</summary>
    public ulong Window;

    /// <summary>How many bits count, at most 63.</summary>
    public int Count;

    /// <summary>The byte that comes behind the bits that count.</summary>
    public int Next;

    /// <summary>How many bits were passed.</summary>
    public readonly long Place => ((long)Next * 8) - Count;

    /// <summary>Fills up to at least 56 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill(ReadOnlySpan<byte> bytes)
    {
        Window |= BinaryPrimitives.ReadUInt64BigEndian(bytes[Next..]) >> Count;
        Next += (63 - Count) >> 3;
        Count |= FilledBits;
    }

    /// <summary>Passes bits that count.</summary>
    /// <param name="bits">Their number in the lower 6 bits; the others mean nothing.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Pass(int bits)
    {
        Window <<= bits;
        Count -= bits & 63;
    }

    /// <summary>Where a cursor stood some bits ago, filled up.</summary>
    public static BitCursor Before(ReadOnlySpan<byte> bytes, long place, int bits)
    {
        place -= bits;
        BitCursor made = new() { Next = (int)(place >> 3) };
        made.Fill(bytes);
        made.Pass((int)(place & 7));
        made.Fill(bytes);
        return made;
    }
}
