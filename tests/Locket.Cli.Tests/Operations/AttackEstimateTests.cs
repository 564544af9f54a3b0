using Locket.Cli.Operations;
using Xunit;

namespace Locket.Cli.Tests.Operations;

public sealed class AttackEstimateTests
{
    [Fact]
    public void CrackTimeInSeconds_OneBitMore_TakesTwiceAsLong()
        => Assert.Equal(2, AttackEstimate.CrackTimeInSeconds(41) / AttackEstimate.CrackTimeInSeconds(40), 9);

    [Fact]
    public void GuessesPerSecond_FourTimesTheMemory_IsAQuarter()
    {
        Argon2idParameters standard = Argon2idParameters.Default;
        double ratio = AttackEstimate.GuessesPerSecond(standard) / AttackEstimate.GuessesPerSecond(
            standard with { MemoryInKiB = standard.MemoryInKiB * 4 });
        Assert.Equal(4, ratio, 9);
    }

    [Theory]
    [InlineData(0.5, "less than a second")]
    [InlineData(1, "about 1 second")]
    [InlineData(3_700, "about 1 hour")]
    [InlineData(3.2e9, "about 1 century")]
    [InlineData(90, "about 2 minutes")]
    [InlineData(86_400 * 3, "about 3 days")]
    [InlineData(1e30, "about 10^20 centuries")]
    public void Duration_Seconds_AreShort(double seconds, string expected) => Assert.Equal(expected, AttackEstimate.Duration(seconds));
}
