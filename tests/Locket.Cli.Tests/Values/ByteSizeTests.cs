using Locket.Cli.Values;
using Xunit;

namespace Locket.Cli.Tests.Values;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1024", 1024)]
    [InlineData("64KiB", 65_536)]
    [InlineData("1mib", 1_048_576)]
    [InlineData("3GiB", 3_221_225_472)]
    [InlineData("2TiB", 2_199_023_255_552)]
    [InlineData("5kB", 5_000)]
    [InlineData("7MB", 7_000_000)]
    [InlineData("12B", 12)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void TryParse_SizeOfAnyUnit_GivesBytes(string text, long expected)
    {
        Assert.True(ByteSize.TryParse(text, out long bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("KiB")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 KiB")]
    [InlineData("1.5GiB")]
    [InlineData("1K")]
    [InlineData("1e3")]
    [InlineData("9223372036854775808")]
    [InlineData("9007199254740992KiB")]
    [InlineData("٣")]
    public void TryParse_AnythingElse_Refuses(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Fact]
    public void TryParse_BareNumberWhereAUnitIsNeeded_Refuses()
    {
        Assert.False(ByteSize.TryParse("65536", out _, needsUnit: true));
        Assert.True(ByteSize.TryParse("65536B", out long bytes, needsUnit: true));
        Assert.Equal(65_536, bytes);
    }
}
