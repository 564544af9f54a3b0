using Locket.Cli.Chat.Text;
using Xunit;

namespace Locket.Cli.Tests.Chat.Text;

public sealed class CellWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("hello", 5)]
    [InlineData("e\u0301", 1)]
    [InlineData("日本", 4)]
    [InlineData("한국", 4)]
    [InlineData("ｆｕｌｌ", 8)]
    [InlineData("\uFF71", 1)]
    [InlineData("😀", 2)]
    [InlineData("👨\u200D👩\u200D👧", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("🇩🇪", 2)]
    [InlineData("❤\uFE0F", 2)]
    [InlineData("❤", 1)]
    [InlineData("ﷺ", 1)]
    [InlineData("𠀀", 2)]
    [InlineData("a😀b", 4)]
    public void Of_Texts_CountsColumns(string text, int width) => Assert.Equal(width, CellWidth.Of(text));

    [Fact]
    public void Contains_BordersOfRanges_AreExact()
    {
        Assert.False(WideRanges.Contains(0x10FF));
        Assert.True(WideRanges.Contains(0x1100));
        Assert.True(WideRanges.Contains(0x115F));
        Assert.False(WideRanges.Contains(0x1160));
        Assert.False(WideRanges.Contains(0x303F));
        Assert.True(WideRanges.Contains(0xFF60));
        Assert.False(WideRanges.Contains(0xFF61));
        Assert.False(WideRanges.Contains(0x10FFFF));
        Assert.False(WideRanges.Contains('a'));
    }
}
