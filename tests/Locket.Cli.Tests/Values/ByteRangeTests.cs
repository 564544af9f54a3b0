using Locket.Cli.Values;
using Xunit;

namespace Locket.Cli.Tests.Values;

public sealed class ByteRangeTests
{
    [Theory]
    [InlineData("0-0", 0L, 1L)]
    [InlineData("0-1023", 0L, 1024L)]
    [InlineData("1KiB-2KiB", 1024L, 1025L)]
    [InlineData("1MiB+64KiB", 1_048_576L, 65_536L)]
    [InlineData("5+0", 5L, 0L)]
    [InlineData("7-", 7L, null)]
    [InlineData("-4KiB", null, 4096L)]
    [InlineData("0-9223372036854775806", 0L, long.MaxValue)]
    public void TryParse_Range_GivesFirstByteAndLength(string text, long? first, long? length)
    {
        Assert.True(ByteRange.TryParse(text, out ByteRange range));
        Assert.Equal(new ByteRange(first, length), range);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("5")]
    [InlineData("5+")]
    [InlineData("+5")]
    [InlineData("2-1")]
    [InlineData("1-2-3")]
    [InlineData("--5")]
    [InlineData("a-b")]
    [InlineData("0-9223372036854775807")]
    public void TryParse_AnythingElse_Refuses(string text) => Assert.False(ByteRange.TryParse(text, out _));
}
