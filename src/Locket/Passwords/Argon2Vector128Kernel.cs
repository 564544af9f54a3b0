using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Locket.Passwords;

/// <summary>
/// The block function in 128-bit vectors, words in natural order: a row is eight vectors, each the row's part of one column.
/// </summary>
internal readonly unsafe struct Argon2Vector128Kernel : IArgon2Kernel
{
    private const int Words = Argon2Geometry.BlockLengthInWords;
    private const int VectorLength = 2;
    private const int RowLength = 16;

    public static bool IsSupported => Vector128.IsHardwareAccelerated && (AdvSimd.Arm64.IsSupported || Ssse3.IsSupported);

    public static int PositionOf(int word) => word;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Mix(ulong* previous, ulong* reference, ulong* destination, bool keepsOld, ulong* scratch, Argon2Cursor* ahead)
    {
        for (int i = 0; i < Words; i += VectorLength)
        {
            LoadXor(previous, reference, i).StoreAligned(scratch + i);
        }

        for (int row = 0; row < Words; row += RowLength)
        {
            Permute(scratch + row, VectorLength);
        }

        for (int column = 0; column < RowLength; column += VectorLength)
        {
            Permute(scratch + column, RowLength);
            if (column == 0 && ahead != null)
            {
                ahead->AimAndFetch(scratch[0] ^ previous[0] ^ reference[0] ^ (keepsOld ? destination[0] : 0));
            }
        }

        for (int i = 0; i < Words; i += VectorLength)
        {
            Vector128<ulong> mixed = Vector128.LoadAligned(scratch + i) ^ LoadXor(previous, reference, i);
            if (keepsOld)
            {
                mixed ^= Vector128.LoadAligned(destination + i);
            }

            mixed.StoreAligned(destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> LoadXor(ulong* left, ulong* right, int offset) =>
        Vector128.LoadAligned(left + offset) ^ Vector128.LoadAligned(right + offset);

    /// <summary>The permutation P (section 3.6) on eight vectors, <paramref name="stride"/> words apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Permute(ulong* vectors, int stride)
    {
        Vector128<ulong> a0 = Vector128.LoadAligned(vectors);
        Vector128<ulong> a1 = Vector128.LoadAligned(vectors + stride);
        Vector128<ulong> b0 = Vector128.LoadAligned(vectors + (2 * stride));
        Vector128<ulong> b1 = Vector128.LoadAligned(vectors + (3 * stride));
        Vector128<ulong> c0 = Vector128.LoadAligned(vectors + (4 * stride));
        Vector128<ulong> c1 = Vector128.LoadAligned(vectors + (5 * stride));
        Vector128<ulong> d0 = Vector128.LoadAligned(vectors + (6 * stride));
        Vector128<ulong> d1 = Vector128.LoadAligned(vectors + (7 * stride));

        Quarters(ref a0, ref b0, ref c0, ref d0);
        Quarters(ref a1, ref b1, ref c1, ref d1);
        (b0, b1) = (Pair(b0, b1), Pair(b1, b0));
        (d0, d1) = (Pair(d1, d0), Pair(d0, d1));
        Quarters(ref a0, ref b0, ref c1, ref d0);
        Quarters(ref a1, ref b1, ref c0, ref d1);
        (b0, b1) = (Pair(b1, b0), Pair(b0, b1));
        (d0, d1) = (Pair(d0, d1), Pair(d1, d0));

        a0.StoreAligned(vectors);
        a1.StoreAligned(vectors + stride);
        b0.StoreAligned(vectors + (2 * stride));
        b1.StoreAligned(vectors + (3 * stride));
        c0.StoreAligned(vectors + (4 * stride));
        c1.StoreAligned(vectors + (5 * stride));
        d0.StoreAligned(vectors + (6 * stride));
        d1.StoreAligned(vectors + (7 * stride));
    }

    /// <summary>The function GB (section 3.6), on two quadruples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(ref Vector128<ulong> a, ref Vector128<ulong> b, ref Vector128<ulong> c, ref Vector128<ulong> d)
    {
        a = MultiplyAdd(a, b);
        d = RotateRight32(d ^ a);
        c = MultiplyAdd(c, d);
        b = RotateRight24(b ^ c);
        a = MultiplyAdd(a, b);
        d = RotateRight16(d ^ a);
        c = MultiplyAdd(c, d);
        b = RotateRight63(b ^ c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> MultiplyAdd(Vector128<ulong> x, Vector128<ulong> y)
    {
        Vector128<ulong> product = AdvSimd.Arm64.IsSupported
            ? AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(x), AdvSimd.ExtractNarrowingLower(y))
            : Sse2.Multiply(x.AsUInt32(), y.AsUInt32());
        return (x + y) + (product + product);
    }

    /// <summary>The second word of <paramref name="left"/>, then the first of <paramref name="right"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Pair(Vector128<ulong> left, Vector128<ulong> right) => AdvSimd.Arm64.IsSupported
        ? AdvSimd.ExtractVector128(left, right, 1)
        : Ssse3.AlignRight(right.AsByte(), left.AsByte(), sizeof(ulong)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> RotateRight32(Vector128<ulong> x) =>
        Vector128.Shuffle(x.AsUInt32(), Vector128.Create(1u, 0, 3, 2)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> RotateRight24(Vector128<ulong> x) => Vector128.Shuffle(
        x.AsByte(), Vector128.Create((byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> RotateRight16(Vector128<ulong> x) => Vector128.Shuffle(
        x.AsByte(), Vector128.Create((byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> RotateRight63(Vector128<ulong> x) => (x + x) ^ (x >>> 63);
}
