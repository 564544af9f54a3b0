using System.Net;
using Locket.Relay.Limits;
using Xunit;

namespace Locket.Relay.Tests.Limits;

public sealed class NetworkAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::1", "0.0.0.1", false)]
    [InlineData("::1", "::1", true)]
    public void Constructor_TwoAddresses_AreOneWhereOneCustomerHasBoth(string left, string right, bool isSame)
    {
        Assert.Equal(isSame, new NetworkAddress(IPAddress.Parse(left)) == new NetworkAddress(IPAddress.Parse(right)));
        Assert.Equal("network address", new NetworkAddress(IPAddress.Parse(left)).ToString());
    }
}
