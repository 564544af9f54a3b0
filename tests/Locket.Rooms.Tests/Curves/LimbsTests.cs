using System.Numerics;
using Locket.Rooms.Curves;
using Xunit;

namespace Locket.Rooms.Tests.Curves;

public class LimbsTests
{
    private static readonly ulong[] Edges =
        [0, 1, 2, 0xffffffff, 0x100000000, long.MaxValue, 1UL << 63, ulong.MaxValue - 1, ulong.MaxValue];

    [Fact]
    public void AddAndSubtract_EdgesWithCarries_AreThoseOfBigIntegers()
    {
        foreach (ulong a in Edges)
        {
            foreach (ulong b in Edges)
            {
                for (ulong carry = 0; carry <= 1; carry++)
                {
                    ulong sum = Limbs.Add(a, b, carry, out ulong carryOut);
                    Assert.Equal((BigInteger)a + b + carry, ((BigInteger)carryOut << 64) + sum);
                    ulong difference = Limbs.Subtract(a, b, carry, out ulong borrowOut);
                    Assert.Equal((BigInteger)a - b - carry, difference - ((BigInteger)borrowOut << 64));
                }
            }
        }
    }

    [Fact]
    public void MultiplyAdd_Edges_IsThatOfBigIntegers()
    {
        foreach (ulong a in Edges)
        {
            foreach (ulong b in Edges)
            {
                foreach (ulong c in Edges)
                {
                    ulong low = Limbs.MultiplyAdd(a, b, c, ulong.MaxValue, out ulong high);
                    Assert.Equal(((BigInteger)a * b) + c + ulong.MaxValue, ((BigInteger)high << 64) + low);
                }
            }
        }
    }

    [Fact]
    public void Masks_Edges_AreAllOnesOrZero()
    {
        foreach (ulong value in Edges)
        {
            ulong mask = Limbs.MaskOfZero(value);
            Assert.Equal(value == 0 ? ulong.MaxValue : 0, mask);
            Assert.Equal(value == 0 ? 7UL : 9UL, Limbs.Select(mask, 7, 9));
        }
    }
}
