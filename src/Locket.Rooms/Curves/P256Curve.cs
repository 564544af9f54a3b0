using static Locket.Rooms.Curves.P256Field;

namespace Locket.Rooms.Curves;

/// <summary>The equation of P-256, y^2 = x^3 - 3x + B (SP 800-186, section 3.2.1.3), and the map from field to curve.</summary>
internal static class P256Curve
{
    /// <summary>Gets the constant B of the equation.</summary>
    private static P256Field B { get; } = FromLimbs(0x3bce3c3e27d2604b, 0x651d06b0cc53b0f6, 0xb3ebbd55769886bc, 0x5ac635d8aa3a93e7);

    /// <summary>Gets Z = -10, the constant of the map (RFC 9380, section 8.2).</summary>
    private static P256Field Z { get; } = Negate(FromLimbs(10, 0, 0, 0));

    /// <summary>Returns x^3 - 3x + B.</summary>
    public static P256Field RightSide(in P256Field x) => Add(Subtract(Multiply(Square(x), x), Triple(x)), B);

    /// <summary>Returns all ones where (x, y) is on the curve, otherwise zero.</summary>
    public static ulong MaskOfPoint(in P256Field x, in P256Field y) => MaskOfEqual(Square(y), RightSide(x));

    /// <summary>The simplified SWU map without a division but the last (RFC 9380, section F.2), in the same steps for every u.</summary>
    /// <param name="u">Any element.</param>
    /// <param name="x">The point's x.</param>
    /// <param name="y">The point's y, odd exactly where u is.</param>
    public static void Map(in P256Field u, out P256Field x, out P256Field y)
    {
        // 1. The first candidate for x is numerator / denominator; for u = 0 the denominator would vanish and is Z * A.
        P256Field zu2 = Multiply(Z, Square(u));
        P256Field sum = Add(Square(zu2), zu2);
        P256Field numerator = Multiply(Add(sum, One), B);
        P256Field denominator = TimesA(Select(sum.MaskOfZero, Z, Negate(sum)));

        // 2. The right side there, as a fraction over denominator^3.
        P256Field squared = Square(denominator);
        P256Field cubed = Multiply(squared, denominator);
        P256Field fraction = Add(Square(numerator), TimesA(squared));
        fraction = Add(Multiply(fraction, numerator), Multiply(cubed, B));

        // 3. Where it has no root, zu2 * candidate is the x of a point, and its y follows from the other root.
        P256Field root = P256Powers.SquareRootOfRatio(fraction, cubed, out ulong isSquare);
        y = Select(isSquare, root, Multiply(Multiply(zu2, u), root));
        numerator = Select(isSquare, numerator, Multiply(zu2, numerator));

        // 4. y takes the sign of u.
        y = Select(u.MaskOfOdd() ^ y.MaskOfOdd(), Negate(y), y);
        x = Multiply(numerator, P256Powers.Invert(denominator));
    }

    /// <summary>A is -3.</summary>
    private static P256Field TimesA(in P256Field value) => Negate(Triple(value));

    private static P256Field Triple(in P256Field value) => Add(Add(value, value), value);
}
