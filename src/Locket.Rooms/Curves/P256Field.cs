using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Locket.Rooms.Curves;

/// <summary>An integer modulo p = 2^256 - 2^224 + 2^192 + 2^96 - 1 (SP 800-186, section 3.2.1.3).</summary>
/// <remarks>
/// Four 64-bit limbs, lowest first, in Montgomery form (the value times 2^256 modulo p), always below p. No operation branches on a
/// value or uses it as an index, so time tells nothing of it. Values on the stack cannot be zeroed reliably; they are short-lived.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal readonly struct P256Field
{
    /// <summary>The length of an encoded element in bytes.</summary>
    public const int LengthInBytes = 32;

    /// <summary>The limbs of p that are neither 0 nor all ones, and those that are.</summary>
    private const ulong P0 = ulong.MaxValue;
    private const ulong P1 = 0x00000000ffffffff;
    private const ulong P3 = 0xffffffff00000001;

    private readonly ulong _l0;
    private readonly ulong _l1;
    private readonly ulong _l2;
    private readonly ulong _l3;

    private P256Field(ulong l0, ulong l1, ulong l2, ulong l3)
    {
        _l0 = l0;
        _l1 = l1;
        _l2 = l2;
        _l3 = l3;
    }

    public static P256Field Zero => default;

    /// <summary>Gets the Montgomery form of 1, 2^256 mod p.</summary>
    public static P256Field One => new(0x0000000000000001, 0xffffffff00000000, 0xffffffffffffffff, 0x00000000fffffffe);

    /// <summary>Gets 2^512 mod p, which takes a value into Montgomery form.</summary>
    private static P256Field RadixSquared => new(0x0000000000000003, 0xfffffffbffffffff, 0xfffffffffffffffe, 0x00000004fffffffd);

    /// <summary>Gets 2^768 mod p, which takes a value times 2^256 into Montgomery form.</summary>
    private static P256Field RadixCubed => new(0xfffffffd0000000a, 0xffffffedfffffff7, 0x00000005fffffffc, 0x0000001800000001);

    /// <summary>Gets all ones where this is zero, otherwise zero.</summary>
    public ulong MaskOfZero => Limbs.MaskOfZero(_l0 | _l1 | _l2 | _l3);

    /// <summary>Makes an element of four limbs of an integer, lowest first; an integer of p or more is reduced.</summary>
    public static P256Field FromLimbs(ulong l0, ulong l1, ulong l2, ulong l3) => Multiply(new(l0, l1, l2, l3), RadixSquared);

    /// <summary>Reads 32 big-endian bytes; false for p or more, since an element has one encoding (SEC 1, section 2.3.6).</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out P256Field element)
    {
        P256Field raw = ReadLimbs(bytes);
        _ = SubtractModulus(raw, 0, out ulong isBelow);
        element = Multiply(raw, RadixSquared);
        return isBelow != 0;
    }

    /// <summary>Reduces 48 big-endian bytes modulo p, as hash_to_field does (RFC 9380, section 5.2).</summary>
    public static P256Field FromUniform(ReadOnlySpan<byte> bytes)
    {
        P256Field high = new(ReadLimb(bytes, 8), ReadLimb(bytes, 0), 0, 0);
        return Add(Multiply(high, RadixCubed), Multiply(ReadLimbs(bytes[16..]), RadixSquared));
    }

    public static P256Field Add(in P256Field a, in P256Field b)
    {
        ulong r0 = Limbs.Add(a._l0, b._l0, 0, out ulong carry);
        ulong r1 = Limbs.Add(a._l1, b._l1, carry, out carry);
        ulong r2 = Limbs.Add(a._l2, b._l2, carry, out carry);
        ulong r3 = Limbs.Add(a._l3, b._l3, carry, out carry);
        return Reduce(new(r0, r1, r2, r3), carry);
    }

    public static P256Field Subtract(in P256Field a, in P256Field b)
    {
        ulong r0 = Limbs.Subtract(a._l0, b._l0, 0, out ulong borrow);
        ulong r1 = Limbs.Subtract(a._l1, b._l1, borrow, out borrow);
        ulong r2 = Limbs.Subtract(a._l2, b._l2, borrow, out borrow);
        ulong r3 = Limbs.Subtract(a._l3, b._l3, borrow, out borrow);

        // Below zero by less than p: adding p once, under a mask, is enough.
        ulong mask = unchecked(0UL - borrow);
        r0 = Limbs.Add(r0, mask & P0, 0, out ulong carry);
        r1 = Limbs.Add(r1, mask & P1, carry, out carry);
        r2 = Limbs.Add(r2, 0, carry, out carry);
        r3 = Limbs.Add(r3, mask & P3, carry, out _);
        return new(r0, r1, r2, r3);
    }

    public static P256Field Negate(in P256Field a) => Subtract(Zero, a);

    /// <summary>Montgomery's product a * b / 2^256 mod p. Only b has to be below p; a may be any four limbs.</summary>
    public static P256Field Multiply(in P256Field a, in P256Field b)
    {
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0;
        MultiplyRow(a._l0, b, ref t0, ref t1, ref t2, ref t3, ref t4);
        MultiplyRow(a._l1, b, ref t0, ref t1, ref t2, ref t3, ref t4);
        MultiplyRow(a._l2, b, ref t0, ref t1, ref t2, ref t3, ref t4);
        MultiplyRow(a._l3, b, ref t0, ref t1, ref t2, ref t3, ref t4);
        return Reduce(new(t0, t1, t2, t3), t4);
    }

    public static P256Field Square(in P256Field a) => Multiply(a, a);

    /// <summary>Squares a public number of times, which raises to the power 2^times.</summary>
    public static P256Field Square(P256Field a, int times)
    {
        for (int i = 0; i < times; i++)
        {
            a = Multiply(a, a);
        }

        return a;
    }

    /// <summary>Returns a where the mask is all ones, b where it is zero.</summary>
    public static P256Field Select(ulong mask, in P256Field a, in P256Field b)
        => new(
            Limbs.Select(mask, a._l0, b._l0),
            Limbs.Select(mask, a._l1, b._l1),
            Limbs.Select(mask, a._l2, b._l2),
            Limbs.Select(mask, a._l3, b._l3));

    /// <summary>Returns all ones where both are equal, otherwise zero: below p, each element has one form.</summary>
    public static ulong MaskOfEqual(in P256Field a, in P256Field b)
        => Limbs.MaskOfZero((a._l0 ^ b._l0) | (a._l1 ^ b._l1) | (a._l2 ^ b._l2) | (a._l3 ^ b._l3));

    /// <summary>Returns all ones where the integer is odd, otherwise zero; this is sgn0 (RFC 9380, section 4.1).</summary>
    public ulong MaskOfOdd() => unchecked(0UL - (ToInteger()._l0 & 1));

    /// <summary>Writes 32 big-endian bytes.</summary>
    public void Encode(Span<byte> destination)
    {
        P256Field integer = ToInteger();
        BinaryPrimitives.WriteUInt64BigEndian(destination, integer._l3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], integer._l2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], integer._l1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], integer._l0);
    }

    /// <summary>Says what this is and nothing of its value, which may be secret.</summary>
    public override string ToString() => nameof(P256Field);

    /// <summary>Leaves Montgomery form: the product with the bare integer 1 divides by 2^256.</summary>
    private P256Field ToInteger() => Multiply(this, new(1, 0, 0, 0));

    /// <summary>t = (t + a * b + m * p) / 2^64, where m makes the lowest limb zero.</summary>
    /// <remarks>
    /// p is -1 modulo 2^64, so m is the lowest limb itself, and m * p only adds m * 2^32 and m * (2^64 - 2^32 + 1) * 2^128 once shifted.
    /// With b below p and t below 2p before, t is below 2p after (t4 is 0 or 1), and nothing overflows in between.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyRow(ulong a, in P256Field b, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4)
    {
        ulong m = Limbs.MultiplyAdd(a, b._l0, t0, 0, out ulong high);
        ulong s1 = Limbs.MultiplyAdd(a, b._l1, t1, high, out high);
        ulong s2 = Limbs.MultiplyAdd(a, b._l2, t2, high, out high);
        ulong s3 = Limbs.MultiplyAdd(a, b._l3, t3, high, out high);
        ulong s4 = unchecked(t4 + high);

        ulong top = Math.BigMul(m, P3, out ulong low);
        t0 = Limbs.Add(s1, m << 32, 0, out ulong carry);
        t1 = Limbs.Add(s2, m >> 32, carry, out carry);
        t2 = Limbs.Add(s3, low, carry, out carry);
        t3 = Limbs.Add(s4, top, carry, out t4);
    }

    /// <summary>Brings a value below 2p, with its bit 256 in <paramref name="top"/>, below p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static P256Field Reduce(in P256Field value, ulong top)
    {
        P256Field reduced = SubtractModulus(value, top, out ulong isBelow);
        return Select(unchecked(0UL - isBelow), value, reduced);
    }

    /// <summary>Returns the value less p, and 1 where that is below zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static P256Field SubtractModulus(in P256Field value, ulong top, out ulong isBelow)
    {
        ulong r0 = Limbs.Subtract(value._l0, P0, 0, out ulong borrow);
        ulong r1 = Limbs.Subtract(value._l1, P1, borrow, out borrow);
        ulong r2 = Limbs.Subtract(value._l2, 0, borrow, out borrow);
        ulong r3 = Limbs.Subtract(value._l3, P3, borrow, out borrow);
        _ = Limbs.Subtract(top, 0, borrow, out isBelow);
        return new(r0, r1, r2, r3);
    }

    private static P256Field ReadLimbs(ReadOnlySpan<byte> bytes)
        => new(ReadLimb(bytes, 24), ReadLimb(bytes, 16), ReadLimb(bytes, 8), ReadLimb(bytes, 0));

    private static ulong ReadLimb(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64BigEndian(bytes[offset..]);
}
