using System.Numerics;
using System.Runtime.CompilerServices;

namespace Locket.Passwords;

/// <summary>The block function in 64-bit words.</summary>
internal readonly unsafe struct Argon2PortableKernel : IArgon2Kernel
{
    private const int Words = Argon2Geometry.BlockLengthInWords;
    private const int RowLength = 16;

    public static bool IsSupported => true;

    public static int PositionOf(int word) => word;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Mix(ulong* previous, ulong* reference, ulong* destination, bool keepsOld, ulong* scratch, Argon2Cursor* ahead)
    {
        for (int i = 0; i < Words; i++)
        {
            scratch[i] = previous[i] ^ reference[i];
        }

        // Rows hold their words in pairs side by side; a column is a pair from each row.
        for (int row = 0; row < Words; row += RowLength)
        {
            Permute(scratch + row, 2);
        }

        for (int pair = 0; pair < RowLength; pair += 2)
        {
            Permute(scratch + pair, RowLength);
        }

        for (int i = 0; i < Words; i++)
        {
            destination[i] = scratch[i] ^ previous[i] ^ reference[i] ^ (keepsOld ? destination[i] : 0);
        }

        if (ahead != null)
        {
            ahead->AimAndFetch(destination[0]);
        }
    }

    /// <summary>The permutation P (section 3.6) on eight pairs of words, <paramref name="stride"/> words apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Permute(ulong* pairs, int stride)
    {
        ulong* v0 = pairs;
        ulong* v2 = v0 + stride;
        ulong* v4 = v2 + stride;
        ulong* v6 = v4 + stride;
        ulong* v8 = v6 + stride;
        ulong* v10 = v8 + stride;
        ulong* v12 = v10 + stride;
        ulong* v14 = v12 + stride;

        Quarter(v0, v4, v8, v12);
        Quarter(v0 + 1, v4 + 1, v8 + 1, v12 + 1);
        Quarter(v2, v6, v10, v14);
        Quarter(v2 + 1, v6 + 1, v10 + 1, v14 + 1);

        Quarter(v0, v4 + 1, v10, v14 + 1);
        Quarter(v0 + 1, v6, v10 + 1, v12);
        Quarter(v2, v6 + 1, v8, v12 + 1);
        Quarter(v2 + 1, v4, v8 + 1, v14);
    }

    /// <summary>The function GB (section 3.6).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(ulong* pa, ulong* pb, ulong* pc, ulong* pd)
    {
        ulong a = *pa;
        ulong b = *pb;
        ulong c = *pc;
        ulong d = *pd;

        a = MultiplyAdd(a, b);
        d = BitOperations.RotateRight(d ^ a, 32);
        c = MultiplyAdd(c, d);
        b = BitOperations.RotateRight(b ^ c, 24);
        a = MultiplyAdd(a, b);
        d = BitOperations.RotateRight(d ^ a, 16);
        c = MultiplyAdd(c, d);
        b = BitOperations.RotateRight(b ^ c, 63);

        *pa = a;
        *pb = b;
        *pc = c;
        *pd = d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong x, ulong y) => x + y + (2 * ((ulong)(uint)x * (uint)y));
}
