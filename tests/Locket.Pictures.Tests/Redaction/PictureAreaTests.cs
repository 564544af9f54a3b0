using Xunit;

namespace Locket.Pictures.Tests.Redaction;

public sealed class PictureAreaTests
{
    [Theory]
    [InlineData("1,2,3,4", 1, 2, 3, 4)]
    [InlineData("0,0,200,100", 0, 0, 200, 100)]
    [InlineData("10%,50%,25%,50%", 20, 50, 50, 50)]
    [InlineData("0.4%,0.4%,0.4%,0.4%", 0, 0, 2, 1)]
    [InlineData("33.3%,0,33.4%,10", 66, 0, 68, 10)]
    [InlineData("5,10%,100%,1", 5, 10, 200, 1)]
    [InlineData("2147483647,0,2147483647,1", 2147483647, 0, 2147483647, 1)]
    public void TryParse_FourMeasures_GivesARectangleThatCoversThem(string text, int x, int y, int width, int height)
    {
        Assert.True(PictureArea.TryParse(text, 200, 100, out PictureArea area));
        Assert.Equal(new PictureArea(x, y, width, height), area);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,2,3")]
    [InlineData("1,2,3,4,5")]
    [InlineData("1,2,3,")]
    [InlineData("-1,2,3,4")]
    [InlineData("1.5,2,3,4")]
    [InlineData("1e1,2,3,4")]
    [InlineData("1, 2,3,4")]
    [InlineData("%,2,3,4")]
    [InlineData("-1%,2,3,4")]
    [InlineData("2147483648,0,1,1")]
    [InlineData("99999999999999999999999999999999999999,0,1,1")]
    [InlineData("79228162514264337593543950335%,0,1,1")]
    [InlineData("2147483647%,0,1,1")]
    public void TryParse_AnythingElse_IsFalse(string text) => Assert.False(PictureArea.TryParse(text, 200, 100, out _));

    [Fact]
    public void ToString_AnyArea_IsReadBack()
    {
        PictureArea area = new(1, 2, 30, 40);
        Assert.Equal("1,2,30,40", area.ToString());
        Assert.True(PictureArea.TryParse(area.ToString(), 1, 1, out PictureArea back));
        Assert.Equal(area, back);
    }
}
