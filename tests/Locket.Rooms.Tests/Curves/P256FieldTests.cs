using System.Numerics;
using Locket.Rooms.Curves;
using Locket.Rooms.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Curves;

public class P256FieldTests
{
    private const int RandomPairs = 20_000;

    [Fact]
    public void Arithmetic_EveryPairOfEdges_IsThatOfBigIntegers()
    {
        IReadOnlyList<BigInteger> edges = BigField.Edges();
        Assert.True(edges.Count > 200, $"only {edges.Count} edges");
        foreach (BigInteger a in edges)
        {
            foreach (BigInteger b in edges)
            {
                Compare(a, b);
            }
        }
    }

    [Fact]
    public void Arithmetic_RandomPairs_IsThatOfBigIntegers()
    {
        var random = new Random(256);
        for (int i = 0; i < RandomPairs; i++)
        {
            Compare(BigField.Mod(BigField.Random(random)), BigField.Mod(BigField.Random(random)));
        }
    }

    [Fact]
    public void TryDecode_FromModulusUp_IsRefused()
    {
        BigInteger[] values = [BigField.P, BigField.P + 1, BigField.P + 2, BigField.Radix - 1, BigField.P + (BigInteger.One << 128)];
        foreach (BigInteger value in values)
        {
            Assert.False(P256Field.TryDecode(BigField.Bytes(value), out _), $"{value:x}");
        }
    }

    [Fact]
    public void TryDecode_BelowModulus_EncodesTheSame()
    {
        foreach (BigInteger value in BigField.Edges())
        {
            Assert.True(P256Field.TryDecode(BigField.Bytes(value), out P256Field element), $"{value:x}");
            Assert.Equal(value, BigField.Value(element));
        }
    }

    [Fact]
    public void FromLimbs_AnyLimbs_AreReduced()
    {
        var random = new Random(257);
        BigInteger[] values = [BigField.P, BigField.P + 1, BigField.P - 1, BigField.Radix - 1, BigField.Radix - 2];
        foreach (BigInteger value in values.Concat(Enumerable.Range(0, RandomPairs).Select(_ => BigField.Random(random))))
        {
            Assert.Equal(BigField.Mod(value), BigField.Value(BigField.Element(value)));
        }
    }

    [Fact]
    public void FromUniform_48Bytes_AreReduced()
    {
        var random = new Random(258);
        BigInteger end = BigInteger.One << 384;
        BigInteger[] values =
        [
            0, 1, BigField.P, BigField.P - 1, BigField.P + 1, BigField.Radix - 1, BigField.Radix, end - 1,
            end - (end % BigField.P), end - (end % BigField.P) - 1, BigField.P << 128,
        ];
        foreach (BigInteger value in values.Concat(Enumerable.Range(0, RandomPairs).Select(_ => BigField.Random(random, 48))))
        {
            Assert.Equal(BigField.Mod(value), BigField.Value(P256Field.FromUniform(BigField.Bytes(value, 48))));
        }
    }

    [Fact]
    public void ToString_OfAValue_SaysNothingOfIt() => Assert.Equal("P256Field", BigField.Element(42).ToString());

    private static void Compare(BigInteger a, BigInteger b)
    {
        P256Field x = BigField.Element(a);
        P256Field y = BigField.Element(b);
        Check(BigField.Mod(a + b), P256Field.Add(x, y), "+", a, b);
        Check(BigField.Mod(a - b), P256Field.Subtract(x, y), "-", a, b);
        Check(BigField.Mod(a * b), P256Field.Multiply(x, y), "*", a, b);
        Check(BigField.Mod(a * a), P256Field.Square(x), "square", a, b);
        Check(BigField.Mod(-a), P256Field.Negate(x), "negate", a, b);
        Check(a, P256Field.Select(ulong.MaxValue, x, y), "select first", a, b);
        Check(b, P256Field.Select(0, x, y), "select second", a, b);
        Check(a == b, P256Field.MaskOfEqual(x, y), "==", a, b);
        Check(a.IsZero, x.MaskOfZero, "== 0", a, b);
        Check(!a.IsEven, x.MaskOfOdd(), "odd", a, b);
    }

    private static void Check(BigInteger expected, P256Field actual, string act, BigInteger a, BigInteger b)
    {
        // A message is made only where it is needed: there are millions of comparisons.
        if (BigField.Value(actual) != expected)
        {
            Assert.Fail($"{act} of {a:x} and {b:x}");
        }
    }

    private static void Check(bool expected, ulong mask, string act, BigInteger a, BigInteger b)
    {
        if (mask != (expected ? ulong.MaxValue : 0))
        {
            Assert.Fail($"{act} of {a:x} and {b:x}");
        }
    }
}
