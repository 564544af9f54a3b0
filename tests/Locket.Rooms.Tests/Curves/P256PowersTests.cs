using System.Numerics;
using Locket.Rooms.Curves;
using Locket.Rooms.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Curves;

public class P256PowersTests
{
    private static IEnumerable<BigInteger> Values
    {
        get
        {
            var random = new Random(259);
            return BigField.Edges().Concat(Enumerable.Range(0, 2000).Select(_ => BigField.Mod(BigField.Random(random))));
        }
    }

    [Fact]
    public void Invert_AnyValue_IsThePowerOfBigIntegers()
    {
        foreach (BigInteger value in Values)
        {
            BigInteger inverse = BigField.Value(P256Powers.Invert(BigField.Element(value)));
            Assert.Equal(BigInteger.ModPow(value, BigField.P - 2, BigField.P), inverse);
            Assert.Equal(value.IsZero ? 0 : 1, BigField.Mod(value * inverse));
        }
    }

    [Fact]
    public void SquareRootCandidate_AnyValue_IsThePowerOfBigIntegers()
    {
        foreach (BigInteger value in Values)
        {
            BigInteger root = BigField.Value(P256Powers.SquareRootCandidate(BigField.Element(value)));
            Assert.Equal(BigInteger.ModPow(value, (BigField.P + 1) / 4, BigField.P), root);
        }
    }

    [Fact]
    public void SquareRootOfRatio_AnyFraction_IsARootOfItOrOfZTimesIt()
    {
        BigInteger denominator = BigField.P - 12345;
        BigInteger inverse = BigInteger.ModPow(denominator, BigField.P - 2, BigField.P);
        int squares = 0;
        int others = 0;
        foreach (BigInteger value in Values)
        {
            BigInteger ratio = BigField.Mod(value * inverse);
            bool isSquare = BigInteger.ModPow(ratio, (BigField.P - 1) / 2, BigField.P) <= 1;
            P256Field root = P256Powers.SquareRootOfRatio(BigField.Element(value), BigField.Element(denominator), out ulong mask);

            Assert.Equal(isSquare ? ulong.MaxValue : 0, mask);
            Assert.Equal(isSquare ? ratio : BigField.Mod(-10 * ratio), BigField.Mod(BigInteger.Pow(BigField.Value(root), 2)));
            squares += isSquare ? 1 : 0;
            others += isSquare ? 0 : 1;
        }

        Assert.True(squares > 500 && others > 500, $"{squares} squares, {others} others");
    }
}
