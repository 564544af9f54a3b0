using Xunit;

namespace Locket.Relay.Tests;

public sealed class RelayTokenTests
{
    private const string Token = "0123456789-._~+/=abcXYZ";

    [Theory]
    [InlineData("Bearer " + Token, true)]
    [InlineData("bearer " + Token, true)]
    [InlineData("Bearer  " + Token, false)]
    [InlineData("Bearer " + Token + " ", false)]
    [InlineData("Bearer " + Token + "a", false)]
    [InlineData("Basic " + Token, false)]
    [InlineData(Token, false)]
    [InlineData("Bearer ", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsIn_Header_IsTrueForTheTokenAlone(string? header, bool expected)
        => Assert.Equal(expected, new RelayToken(Token).IsIn(header));

    [Theory]
    [InlineData("short")]
    [InlineData("0123456789 01234567")]
    [InlineData("0123456789\r\n01234567")]
    [InlineData("0123456789ä1234567")]
    public void Constructor_UnsuitableToken_Throws(string token) => Assert.Throws<ArgumentException>(() => new RelayToken(token));

    [Fact]
    public void Constructor_TokenAboveTheLimit_Throws()
    {
        _ = new RelayToken(new string('a', RelayToken.MaxLengthInCharacters));
        Assert.Throws<ArgumentException>(() => new RelayToken(new string('a', RelayToken.MaxLengthInCharacters + 1)));
    }
}
