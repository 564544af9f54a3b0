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
    private const int Group = 4 * VectorLength;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    // Natural order is row (3 bits), quarter (2 bits), word (2 bits); here the row's low bit comes after the quarter.
    public static int PositionOf(int word) => (word & 0b1100011) | ((word & 0b0001100) << 1) | ((word & 0b0010000) >> 2);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Mix(ulong* previous, ulong* reference, ulong* destination, bool keepsOld, ulong* scratch, Argon2Cursor* ahead)
    {
        for (int i = 0; i < 4 * Group; i += Group)
        {
            Vector512<ulong> a = LoadXor(previous, reference, i);
            Vector512<ulong> b = LoadXor(previous, reference, i + VectorLength);
            Vector512<ulong> c = LoadXor(previous, reference, i + (2 * VectorLength));
            Vector512<ulong> d = LoadXor(previous, reference, i + (3 * VectorLength));
            Quarters(ref a, ref b, ref c, ref d);
            b = Avx512F.Permute4x64(b, 0b00_11_10_01);
            c = Avx512F.Permute4x64(c, 0b01_00_11_10);
            d = Avx512F.Permute4x64(d, 0b10_01_00_11);
            Quarters(ref a, ref b, ref c, ref d);
            a.StoreAligned(scratch + i);
            Avx512F.Permute4x64(b, 0b10_01_00_11).StoreAligned(scratch + i + VectorLength);
            Avx512F.Permute4x64(c, 0b01_00_11_10).StoreAligned(scratch + i + (2 * VectorLength));
            Avx512F.Permute4x64(d, 0b00_11_10_01).StoreAligned(scratch + i + (3 * VectorLength));
        }

        // A column's four words of one kind are elements 0, 1, 4, 5 or 2, 3, 6, 7.
        Vector512<ulong> turnLeft = Vector512.Create(1UL, 4, 3, 6, 5, 0, 7, 2);
        Vector512<ulong> turnRight = Vector512.Create(5UL, 0, 7, 2, 1, 4, 3, 6);
        for (int i = 0; i < Group; i += VectorLength)
        {
            Vector512<ulong> a = Vector512.LoadAligned(scratch + i);
            Vector512<ulong> b = Vector512.LoadAligned(scratch + i + Group);
            Vector512<ulong> c = Vector512.LoadAligned(scratch + i + (2 * Group));
            Vector512<ulong> d = Vector512.LoadAligned(scratch + i + (3 * Group));
            Quarters(ref a, ref b, ref c, ref d);
            b = Avx512F.PermuteVar8x64(b, turnLeft);
            c = Avx512F.Shuffle4x128(c, c, 0b01_00_11_10);
            d = Avx512F.PermuteVar8x64(d, turnRight);
            Quarters(ref a, ref b, ref c, ref d);
            b = Avx512F.PermuteVar8x64(b, turnRight);
            c = Avx512F.Shuffle4x128(c, c, 0b01_00_11_10);
            d = Avx512F.PermuteVar8x64(d, turnLeft);

            a ^= LoadXor(previous, reference, i);
            b ^= LoadXor(previous, reference, i + Group);
            c ^= LoadXor(previous, reference, i + (2 * Group));
            d ^= LoadXor(previous, reference, i + (3 * Group));
            if (keepsOld)
            {
                a ^= Vector512.LoadAligned(destination + i);
                b ^= Vector512.LoadAligned(destination + i + Group);
                c ^= Vector512.LoadAligned(destination + i + (2 * Group));
                d ^= Vector512.LoadAligned(destination + i + (3 * Group));
            }

            a.StoreAligned(destination + i);
            b.StoreAligned(destination + i + Group);
            c.StoreAligned(destination + i + (2 * Group));
            d.StoreAligned(destination + i + (3 * Group));
            if (i == 0 && ahead != null)
            {
                ahead->AimAndFetch(a.ToScalar());
            }
        }
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
