using static Locket.Rooms.Curves.P256Field;

namespace Locket.Rooms.Curves;

/// <summary>Inverses and square roots in the field of P-256: powers with fixed exponents, the same steps for every value.</summary>
internal static class P256Powers
{
    /// <summary>Gets a square root of 10, which is -Z of the simplified SWU map (RFC 9380, section F.2.1.2, c2).</summary>
    private static P256Field RootOfTen { get; } = FromLimbs(0x2ccd3427e433c47f, 0x7b8d1ff84c55d5b6, 0xc978fc675180aab2, 0xda538e3be1d89b99);

    /// <summary>Returns 1 / a as a^(p-2); 0 for 0 (RFC 9380, section 4: inv0).</summary>
    public static P256Field Invert(in P256Field a) => Multiply(Square(PowerBase(a), 2), a);

    /// <summary>Returns a^((p+1)/4), which is a square root of a where a has one, since p is 3 modulo 4.</summary>
    public static P256Field SquareRootCandidate(in P256Field a) => Multiply(PowerBase(a), a);

    /// <summary>Returns the root of u / v, or of Z * u / v where u / v has none (RFC 9380, section F.2.1.2); v is not 0.</summary>
    /// <param name="u">The numerator.</param>
    /// <param name="v">The denominator, not 0.</param>
    /// <param name="maskOfSquare">All ones where u / v is a square, otherwise zero.</param>
    public static P256Field SquareRootOfRatio(in P256Field u, in P256Field v, out ulong maskOfSquare)
    {
        P256Field uv = Multiply(u, v);
        P256Field root = Multiply(PowerBase(Multiply(Square(v), uv)), uv);
        P256Field otherRoot = Multiply(root, RootOfTen);
        maskOfSquare = MaskOfEqual(Multiply(Square(root), v), u);
        return Select(maskOfSquare, root, otherRoot);
    }

    /// <summary>Returns a^((p-3)/4): in binary 32 ones, 31 zeros, a one, 96 zeros, 94 ones.</summary>
    private static P256Field PowerBase(in P256Field a)
    {
        // onesN is a raised to N binary ones.
        P256Field ones2 = Multiply(Square(a), a);
        P256Field ones3 = Multiply(Square(ones2), a);
        P256Field ones6 = Multiply(Square(ones3, 3), ones3);
        P256Field ones12 = Multiply(Square(ones6, 6), ones6);
        P256Field ones15 = Multiply(Square(ones12, 3), ones3);
        P256Field ones30 = Multiply(Square(ones15, 15), ones15);
        P256Field ones32 = Multiply(Square(ones30, 2), ones2);

        P256Field power = Multiply(Square(ones32, 32), a);
        power = Multiply(Square(power, 128), ones32);
        power = Multiply(Square(power, 32), ones32);
        return Multiply(Square(power, 30), ones30);
    }
}
