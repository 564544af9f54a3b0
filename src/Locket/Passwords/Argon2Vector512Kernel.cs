using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Locket.Passwords;

/// <summary>The block function in 512-bit vectors.</summary>
/// <remarks>
/// Blocks stand in memory so that nothing needs rearranging between rows and columns. A row's sixteen words are a, b, c, d of four words
/// each; one vector holds the same quarter of two neighbouring rows, and the four vectors of such a pair of rows lie side by side:
/// <code>
/// vector   0  1  2  3 | 4  5  6  7 | 8  9  10 11 | 12 13 14 15
/// rows        0, 1    |    2, 3    |    4, 5     |    6, 7
/// quarter  a  b  c  d | a  b  c  d | a  b  c  d  | a  b  c  d
/// </code>
/// For the columns, vectors 0, 4, 8, 12 are a, b, c, d of the first two columns, 1, 5, 9, 13 of the next two, and so on.
/// </remarks>
internal readonly unsafe struct Argon2Vector512Kernel : IArgon2Kernel
{
    private const int VectorLength = 8;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    // Natural order is row (3 bits), quarter (2 bits), word (2 bits); here the row's low bit comes after the quarter.
    public static int PositionOf(int word) => (word & 0b1100011) | ((word & 0b0001100) << 1) | ((word & 0b0010000) >> 2);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Mix(ulong* previous, ulong* reference, ulong* destination, bool keepsOld, ulong* scratch, Argon2Cursor* ahead)
    {
        // Sixteen of the thirty-two registers hold the block from here to the end; scratch stays unused.
        Vector512<ulong> a0 = LoadXor(previous, reference, 0);
        Vector512<ulong> b0 = LoadXor(previous, reference, VectorLength);
        Vector512<ulong> c0 = LoadXor(previous, reference, 2 * VectorLength);
        Vector512<ulong> d0 = LoadXor(previous, reference, 3 * VectorLength);
        PermuteRows(ref a0, ref b0, ref c0, ref d0);

        Vector512<ulong> a1 = LoadXor(previous, reference, 4 * VectorLength);
        Vector512<ulong> b1 = LoadXor(previous, reference, 5 * VectorLength);
        Vector512<ulong> c1 = LoadXor(previous, reference, 6 * VectorLength);
        Vector512<ulong> d1 = LoadXor(previous, reference, 7 * VectorLength);
        PermuteRows(ref a1, ref b1, ref c1, ref d1);

        Vector512<ulong> a2 = LoadXor(previous, reference, 8 * VectorLength);
        Vector512<ulong> b2 = LoadXor(previous, reference, 9 * VectorLength);
        Vector512<ulong> c2 = LoadXor(previous, reference, 10 * VectorLength);
        Vector512<ulong> d2 = LoadXor(previous, reference, 11 * VectorLength);
        PermuteRows(ref a2, ref b2, ref c2, ref d2);

        Vector512<ulong> a3 = LoadXor(previous, reference, 12 * VectorLength);
        Vector512<ulong> b3 = LoadXor(previous, reference, 13 * VectorLength);
        Vector512<ulong> c3 = LoadXor(previous, reference, 14 * VectorLength);
        Vector512<ulong> d3 = LoadXor(previous, reference, 15 * VectorLength);
        PermuteRows(ref a3, ref b3, ref c3, ref d3);

        PermuteColumns(ref a0, ref a1, ref a2, ref a3);
        Finish(a0, previous, reference, destination, 0, keepsOld);
        Finish(a1, previous, reference, destination, 4 * VectorLength, keepsOld);
        Finish(a2, previous, reference, destination, 8 * VectorLength, keepsOld);
        Finish(a3, previous, reference, destination, 12 * VectorLength, keepsOld);
        if (ahead != null)
        {
            ahead->AimAndFetch(destination[0]);
        }

        PermuteColumns(ref b0, ref b1, ref b2, ref b3);
        Finish(b0, previous, reference, destination, VectorLength, keepsOld);
        Finish(b1, previous, reference, destination, 5 * VectorLength, keepsOld);
        Finish(b2, previous, reference, destination, 9 * VectorLength, keepsOld);
        Finish(b3, previous, reference, destination, 13 * VectorLength, keepsOld);

        PermuteColumns(ref c0, ref c1, ref c2, ref c3);
        Finish(c0, previous, reference, destination, 2 * VectorLength, keepsOld);
        Finish(c1, previous, reference, destination, 6 * VectorLength, keepsOld);
        Finish(c2, previous, reference, destination, 10 * VectorLength, keepsOld);
        Finish(c3, previous, reference, destination, 14 * VectorLength, keepsOld);

        PermuteColumns(ref d0, ref d1, ref d2, ref d3);
        Finish(d0, previous, reference, destination, 3 * VectorLength, keepsOld);
        Finish(d1, previous, reference, destination, 7 * VectorLength, keepsOld);
        Finish(d2, previous, reference, destination, 11 * VectorLength, keepsOld);
        Finish(d3, previous, reference, destination, 15 * VectorLength, keepsOld);
    }

    /// <summary>The permutation P (section 3.6) on two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PermuteRows(ref Vector512<ulong> a, ref Vector512<ulong> b, ref Vector512<ulong> c, ref Vector512<ulong> d)
    {
        Quarters(ref a, ref b, ref c, ref d);
        b = Avx512F.Permute4x64(b, 0b00_11_10_01);
        c = Avx512F.Permute4x64(c, 0b01_00_11_10);
        d = Avx512F.Permute4x64(d, 0b10_01_00_11);
        Quarters(ref a, ref b, ref c, ref d);
        b = Avx512F.Permute4x64(b, 0b10_01_00_11);
        c = Avx512F.Permute4x64(c, 0b01_00_11_10);
        d = Avx512F.Permute4x64(d, 0b00_11_10_01);
    }

    /// <summary>The permutation P on two columns, of whose words elements 0, 1, 4, 5 and 2, 3, 6, 7 belong together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PermuteColumns(ref Vector512<ulong> a, ref Vector512<ulong> b, ref Vector512<ulong> c, ref Vector512<ulong> d)
    {
        Vector512<ulong> left = Vector512.Create(1UL, 4, 3, 6, 5, 0, 7, 2);
        Vector512<ulong> right = Vector512.Create(5UL, 0, 7, 2, 1, 4, 3, 6);
        Quarters(ref a, ref b, ref c, ref d);
        b = Avx512F.PermuteVar8x64(b, left);
        c = Avx512F.Shuffle4x128(c, c, 0b01_00_11_10);
        d = Avx512F.PermuteVar8x64(d, right);
        Quarters(ref a, ref b, ref c, ref d);
        b = Avx512F.PermuteVar8x64(b, right);
        c = Avx512F.Shuffle4x128(c, c, 0b01_00_11_10);
        d = Avx512F.PermuteVar8x64(d, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(Vector512<ulong> mixed, ulong* previous, ulong* reference, ulong* destination, int offset, bool keepsOld)
    {
        mixed ^= LoadXor(previous, reference, offset);
        if (keepsOld)
        {
            mixed ^= Vector512.LoadAligned(destination + offset);
        }

        mixed.StoreAligned(destination + offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> LoadXor(ulong* left, ulong* right, int offset) =>
        Vector512.LoadAligned(left + offset) ^ Vector512.LoadAligned(right + offset);

    /// <summary>The function GB (section 3.6), on eight quadruples at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(ref Vector512<ulong> a, ref Vector512<ulong> b, ref Vector512<ulong> c, ref Vector512<ulong> d)
    {
        a = MultiplyAdd(a, b);
        d = Avx512F.RotateRight(d ^ a, 32);
        c = MultiplyAdd(c, d);
        b = Avx512F.RotateRight(b ^ c, 24);
        a = MultiplyAdd(a, b);
        d = Avx512F.RotateRight(d ^ a, 16);
        c = MultiplyAdd(c, d);
        b = Avx512F.RotateRight(b ^ c, 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> MultiplyAdd(Vector512<ulong> x, Vector512<ulong> y)
    {
        Vector512<ulong> product = Avx512F.Multiply(x.AsUInt32(), y.AsUInt32());
        return (x + y) + (product + product);
    }
}
