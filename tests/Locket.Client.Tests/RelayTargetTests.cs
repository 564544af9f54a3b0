using Locket.Client.Tests.TestSupport;
using Xunit;

namespace Locket.Client.Tests;

public sealed class RelayTargetTests
{
    private const string Token = "0123456789abcdef";

    [Theory]
    [InlineData("relay.example", 443, "relay.example:443")]
    [InlineData("127.0.0.1", 7443, "127.0.0.1:7443")]
    [InlineData("::1", 7443, "[::1]:7443")]
    [InlineData("[::1]", 7443, "[::1]:7443")]
    public void UriOf_AHost_IsTheProtocolsPath(string host, int port, string shown)
    {
        RelayTarget target = new() { Host = host, Port = port };
        Assert.Equal(shown, target.ToString());
        Uri uri = target.UriOf(RunningRelay.Room(1), long.MaxValue);
        Assert.Equal($"/v1/rooms/{RunningRelay.Room(1).ToHex()}/ws?after=9223372036854775807", uri.PathAndQuery);
        Assert.Equal((port, "wss"), (uri.Port, uri.Scheme));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("relay.example/x")]
    [InlineData("user@relay.example")]
    [InlineData("relay.example:443")]
    [InlineData("relay.example#x")]
    public void Host_ThatIsNone_Throws(string host) => Assert.Throws<ArgumentException>(() => new RelayTarget { Host = host });

    [Theory]
    [InlineData("short")]
    [InlineData("0123456789abcde\n")]
    [InlineData("0123456789abcde é")]
    public void Token_ThatIsNone_Throws(string token)
        => Assert.Throws<ArgumentException>(() => new RelayTarget { Host = "h", Token = token });

    [Fact]
    public void Values_OutOfTheirLimits_Throw()
    {
        Assert.Throws<ArgumentException>(() => new RelayTarget { Host = "h", Pin = new byte[31] });
        Assert.Throws<ArgumentException>(() => new RelayTarget { Host = "h", Token = new string('a', 257) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RelayTarget { Host = "h", Port = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RelayTarget { Host = "h", ConnectLimit = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RelayTarget { Host = "h", AppendsPerSecond = 0 });
    }

    [Fact]
    public void ToString_WithAToken_DoesNotShowIt()
        => Assert.Equal("h:443", new RelayTarget { Host = "h", Token = Token, Pin = new byte[32] }.ToString());
}
