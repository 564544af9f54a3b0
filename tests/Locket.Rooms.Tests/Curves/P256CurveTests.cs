using System.Numerics;
using System.Text.Json;
using Locket.Rooms.Curves;
using Locket.Rooms.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Curves;

public class P256CurveTests
{
    private static readonly BigInteger B = BigField.Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    [Fact]
    public void Map_PublishedElements_GivesPublishedPoints()
    {
        JsonElement nonUniform = JsonVectors.Read("hash-to-curve/P256_XMD_SHA-256_SSWU_NU_.json");
        foreach (JsonElement vector in JsonVectors.Cases(nonUniform, "vectors"))
        {
            CheckMap(vector.GetProperty("u")[0], vector.GetProperty("Q"));
        }

        JsonElement uniform = JsonVectors.Read("hash-to-curve/P256_XMD_SHA-256_SSWU_RO_.json");
        foreach (JsonElement vector in JsonVectors.Cases(uniform, "vectors"))
        {
            CheckMap(vector.GetProperty("u")[0], vector.GetProperty("Q0"));
            CheckMap(vector.GetProperty("u")[1], vector.GetProperty("Q1"));
        }
    }

    [Fact]
    public void Map_EdgesAndRandomElements_FollowsTheDefinition()
    {
        // Z * u^2 = -1 makes the denominator vanish just as u = 0 does, where it has a solution.
        var random = new Random(260);
        BigInteger exceptional = BigInteger.ModPow(BigInteger.ModPow(10, BigField.P - 2, BigField.P), (BigField.P + 1) / 4, BigField.P);
        Assert.Equal(BigInteger.One, BigField.Mod(10 * exceptional * exceptional));
        BigInteger[] special = [0, exceptional, BigField.P - exceptional];
        IEnumerable<BigInteger> values = special
            .Concat(BigField.Edges())
            .Concat(Enumerable.Range(0, 1000).Select(_ => BigField.Mod(BigField.Random(random))));
        foreach (BigInteger u in values)
        {
            P256Curve.Map(BigField.Element(u), out P256Field x, out P256Field y);
            Assert.Equal(MapByDefinition(u), (BigField.Value(x), BigField.Value(y)));
            Assert.Equal(ulong.MaxValue, P256Curve.MaskOfPoint(x, y));
        }
    }

    private static void CheckMap(JsonElement u, JsonElement point)
    {
        P256Curve.Map(BigField.Element(JsonVectors.Number(u)), out P256Field x, out P256Field y);
        Assert.Equal(JsonVectors.Number(point.GetProperty("x")), BigField.Value(x));
        Assert.Equal(JsonVectors.Number(point.GetProperty("y")), BigField.Value(y));
    }

    /// <summary>The map as RFC 9380, section 6.6.2 writes it down, with divisions and branches.</summary>
    private static (BigInteger X, BigInteger Y) MapByDefinition(BigInteger u)
    {
        BigInteger z = BigField.Mod(-10);
        BigInteger a = BigField.Mod(-3);
        BigInteger zu2 = BigField.Mod(z * u * u);
        BigInteger inverse = Invert(BigField.Mod((zu2 * zu2) + zu2));
        BigInteger x = inverse.IsZero
            ? BigField.Mod(B * Invert(BigField.Mod(z * a)))
            : BigField.Mod(-B * Invert(a) * (1 + inverse));
        BigInteger right = BigField.Mod((x * x * x) + (a * x) + B);
        if (BigInteger.ModPow(right, (BigField.P - 1) / 2, BigField.P) > 1)
        {
            x = BigField.Mod(zu2 * x);
            right = BigField.Mod((x * x * x) + (a * x) + B);
        }

        BigInteger y = BigInteger.ModPow(right, (BigField.P + 1) / 4, BigField.P);
        return (x, y.IsEven == u.IsEven ? y : BigField.Mod(-y));
    }

    private static BigInteger Invert(BigInteger value) => BigInteger.ModPow(value, BigField.P - 2, BigField.P);
}
