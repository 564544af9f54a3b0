using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Locket.Passwords;

/// <summary>The block function in 256-bit vectors, words in natural order: a row is four vectors.</summary>
internal readonly unsafe struct Argon2Vector256Kernel : IArgon2Kernel
{
    private const int Words = Argon2Geometry.BlockLengthInWords;
    private const int VectorLength = 4;
    private const int RowLength = 16;

    public static bool IsSupported => Vector256.IsHardwareAccelerated && Avx2.IsSupported;

    public static int PositionOf(int word) => word;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Mix(ulong* previous, ulong* reference, ulong* destination, bool keepsOld, ulong* scratch, Argon2Cursor* ahead)
    {
        // Two rows at a time, so that one's waits are filled by the other's work.
        for (int i = 0; i < Words; i += 2 * RowLength)
        {
            const int Second = RowLength;
            Vector256<ulong> a0 = LoadXor(previous, reference, i);
            Vector256<ulong> b0 = LoadXor(previous, reference, i + VectorLength);
            Vector256<ulong> c0 = LoadXor(previous, reference, i + (2 * VectorLength));
            Vector256<ulong> d0 = LoadXor(previous, reference, i + (3 * VectorLength));
            Vector256<ulong> a1 = LoadXor(previous, reference, i + Second);
            Vector256<ulong> b1 = LoadXor(previous, reference, i + Second + VectorLength);
            Vector256<ulong> c1 = LoadXor(previous, reference, i + Second + (2 * VectorLength));
            Vector256<ulong> d1 = LoadXor(previous, reference, i + Second + (3 * VectorLength));
            Quarters(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
            b0 = Avx2.Permute4x64(b0, 0b00_11_10_01);
            c0 = Avx2.Permute4x64(c0, 0b01_00_11_10);
            d0 = Avx2.Permute4x64(d0, 0b10_01_00_11);
            b1 = Avx2.Permute4x64(b1, 0b00_11_10_01);
            c1 = Avx2.Permute4x64(c1, 0b01_00_11_10);
            d1 = Avx2.Permute4x64(d1, 0b10_01_00_11);
            Quarters(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
            a0.StoreAligned(scratch + i);
            Avx2.Permute4x64(b0, 0b10_01_00_11).StoreAligned(scratch + i + VectorLength);
            Avx2.Permute4x64(c0, 0b01_00_11_10).StoreAligned(scratch + i + (2 * VectorLength));
            Avx2.Permute4x64(d0, 0b00_11_10_01).StoreAligned(scratch + i + (3 * VectorLength));
            a1.StoreAligned(scratch + i + Second);
            Avx2.Permute4x64(b1, 0b10_01_00_11).StoreAligned(scratch + i + Second + VectorLength);
            Avx2.Permute4x64(c1, 0b01_00_11_10).StoreAligned(scratch + i + Second + (2 * VectorLength));
            Avx2.Permute4x64(d1, 0b00_11_10_01).StoreAligned(scratch + i + Second + (3 * VectorLength));
        }

        // A vector holds one row's words for two columns; two rows make up a quarter.
        for (int i = 0; i < RowLength; i += VectorLength)
        {
            Vector256<ulong> a0 = Vector256.LoadAligned(scratch + i);
            Vector256<ulong> a1 = Vector256.LoadAligned(scratch + i + RowLength);
            Vector256<ulong> b0 = Vector256.LoadAligned(scratch + i + (2 * RowLength));
            Vector256<ulong> b1 = Vector256.LoadAligned(scratch + i + (3 * RowLength));
            Vector256<ulong> c0 = Vector256.LoadAligned(scratch + i + (4 * RowLength));
            Vector256<ulong> c1 = Vector256.LoadAligned(scratch + i + (5 * RowLength));
            Vector256<ulong> d0 = Vector256.LoadAligned(scratch + i + (6 * RowLength));
            Vector256<ulong> d1 = Vector256.LoadAligned(scratch + i + (7 * RowLength));
            Quarters(ref a0, ref b0, ref c0, ref d0, ref a1, ref b1, ref c1, ref d1);
            (b0, b1) = (Pair(b0, b1), Pair(b1, b0));
            (d0, d1) = (Pair(d1, d0), Pair(d0, d1));
            Quarters(ref a0, ref b0, ref c1, ref d0, ref a1, ref b1, ref c0, ref d1);
            (b0, b1) = (Pair(b1, b0), Pair(b0, b1));
            (d0, d1) = (Pair(d0, d1), Pair(d1, d0));

            Finish(a0, previous, reference, destination, i, keepsOld);
            if (i == 0 && ahead != null)
            {
                ahead->AimAndFetch(destination[0]);
            }

            Finish(a1, previous, reference, destination, i + RowLength, keepsOld);
            Finish(b0, previous, reference, destination, i + (2 * RowLength), keepsOld);
            Finish(b1, previous, reference, destination, i + (3 * RowLength), keepsOld);
            Finish(c0, previous, reference, destination, i + (4 * RowLength), keepsOld);
            Finish(c1, previous, reference, destination, i + (5 * RowLength), keepsOld);
            Finish(d0, previous, reference, destination, i + (6 * RowLength), keepsOld);
            Finish(d1, previous, reference, destination, i + (7 * RowLength), keepsOld);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> LoadXor(ulong* left, ulong* right, int offset) =>
        Vector256.LoadAligned(left + offset) ^ Vector256.LoadAligned(right + offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(Vector256<ulong> mixed, ulong* previous, ulong* reference, ulong* destination, int offset, bool keepsOld)
    {
        mixed ^= LoadXor(previous, reference, offset);
        if (keepsOld)
        {
            mixed ^= Vector256.LoadAligned(destination + offset);
        }

        mixed.StoreAligned(destination + offset);
    }

    /// <summary>In each half, the second word of <paramref name="left"/>, then the first of <paramref name="right"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Pair(Vector256<ulong> left, Vector256<ulong> right) =>
        Avx2.AlignRight(right.AsByte(), left.AsByte(), sizeof(ulong)).AsUInt64();

    /// <summary>The function GB (section 3.6), on two times four quadruples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(
        ref Vector256<ulong> a0,
        ref Vector256<ulong> b0,
        ref Vector256<ulong> c0,
        ref Vector256<ulong> d0,
        ref Vector256<ulong> a1,
        ref Vector256<ulong> b1,
        ref Vector256<ulong> c1,
        ref Vector256<ulong> d1)
    {
        a0 = MultiplyAdd(a0, b0);
        a1 = MultiplyAdd(a1, b1);
        d0 = RotateRight32(d0 ^ a0);
        d1 = RotateRight32(d1 ^ a1);
        c0 = MultiplyAdd(c0, d0);
        c1 = MultiplyAdd(c1, d1);
        b0 = RotateRight24(b0 ^ c0);
        b1 = RotateRight24(b1 ^ c1);
        a0 = MultiplyAdd(a0, b0);
        a1 = MultiplyAdd(a1, b1);
        d0 = RotateRight16(d0 ^ a0);
        d1 = RotateRight16(d1 ^ a1);
        c0 = MultiplyAdd(c0, d0);
        c1 = MultiplyAdd(c1, d1);
        b0 = RotateRight63(b0 ^ c0);
        b1 = RotateRight63(b1 ^ c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> MultiplyAdd(Vector256<ulong> x, Vector256<ulong> y)
    {
        Vector256<ulong> product = Avx2.Multiply(x.AsUInt32(), y.AsUInt32());
        return (x + y) + (product + product);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight32(Vector256<ulong> x) => Avx2.Shuffle(x.AsUInt32(), 0b10_11_00_01).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight24(Vector256<ulong> x) => Avx2.Shuffle(
        x.AsByte(),
        Vector256.Create(
            (byte)3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10, 3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight16(Vector256<ulong> x) => Avx2.Shuffle(
        x.AsByte(),
        Vector256.Create(
            (byte)2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9, 2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> RotateRight63(Vector256<ulong> x) => (x + x) ^ (x >>> 63);
}
