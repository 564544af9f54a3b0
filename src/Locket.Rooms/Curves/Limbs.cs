using System.Runtime.CompilerServices;

namespace Locket.Rooms.Curves;

/// <summary>Arithmetic on 64-bit limbs. Carries are computed with logic, not comparisons, so that no branch can come of them.</summary>
internal static class Limbs
{
    /// <summary>Returns the low 64 bits of a + b + carry; every carry is 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong a, ulong b, ulong carryIn, out ulong carryOut)
    {
        ulong sum = unchecked(a + b + carryIn);
        carryOut = ((a & b) | ((a | b) & ~sum)) >> 63;
        return sum;
    }

    /// <summary>Returns the low 64 bits of a - b - borrow; every borrow is 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Subtract(ulong a, ulong b, ulong borrowIn, out ulong borrowOut)
    {
        ulong difference = unchecked(a - b - borrowIn);
        borrowOut = ((~a & b) | (~(a ^ b) & difference)) >> 63;
        return difference;
    }

    /// <summary>Returns the low 64 bits of a * b + c + d, which always fits 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyAdd(ulong a, ulong b, ulong c, ulong d, out ulong high)
    {
        ulong top = Math.BigMul(a, b, out ulong low);
        low = Add(low, c, 0, out ulong first);
        low = Add(low, d, 0, out ulong second);
        high = unchecked(top + first + second);
        return low;
    }

    /// <summary>Returns all ones where the value is zero, otherwise zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MaskOfZero(ulong value) => unchecked(((value | (0UL - value)) >> 63) - 1);

    /// <summary>Returns a where the mask is all ones, b where it is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Select(ulong mask, ulong a, ulong b) => b ^ (mask & (a ^ b));
}
