using System.Net;
using Locket.Classic.Sockets;
using Xunit;

namespace Locket.Classic.Tests.Sockets;

public sealed class RefusalLedgerTests
{
    [Fact]
    public void Note_TooOftenInAMinute_BlocksThatAddressForIt()
    {
        ManualTime time = new();
        RefusalLedger ledger = new(3, time);
        IPAddress bad = IPAddress.Parse("192.0.2.1");
        for (int i = 0; i < 3; i++)
        {
            Assert.False(ledger.IsBlocked(bad));
            ledger.Note(bad);
        }

        Assert.True(ledger.IsBlocked(bad));
        Assert.False(ledger.IsBlocked(IPAddress.Parse("192.0.2.2")));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(ledger.IsBlocked(bad));
    }

    [Fact]
    public void Note_Loopback_IsNotCounted()
    {
        RefusalLedger ledger = new(1, new ManualTime());
        ledger.Note(IPAddress.Loopback);
        ledger.Note(IPAddress.IPv6Loopback);
        Assert.False(ledger.IsBlocked(IPAddress.Loopback));
        ledger.Note(IPAddress.Loopback.MapToIPv6());
        Assert.False(ledger.IsBlocked(IPAddress.IPv6Loopback));
        Assert.False(ledger.IsBlocked(IPAddress.Loopback.MapToIPv6()));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::2", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    public void Note_AddressesOfOnePeer_AreCountedTogether(string noted, string asked, bool isBlocked)
    {
        RefusalLedger ledger = new(1, new ManualTime());
        ledger.Note(IPAddress.Parse(noted));
        Assert.Equal(isBlocked, ledger.IsBlocked(IPAddress.Parse(asked)));
    }

    [Fact]
    public void Note_MoreNetworksThanFit_KeepsTheWorstAndCountsTheNewest()
    {
        RefusalLedger ledger = new(2, new ManualTime());
        IPAddress worst = IPAddress.Parse("192.0.2.1");
        ledger.Note(worst);
        ledger.Note(worst);
        for (int i = 0; i < RefusalLedger.MaxNetworks + 100; i++)
        {
            ledger.Note(new IPAddress([10, 0, (byte)(i >> 8), (byte)i]));
        }

        IPAddress newest = IPAddress.Parse("192.0.2.2");
        ledger.Note(newest);
        ledger.Note(newest);
        Assert.True(ledger.IsBlocked(worst));
        Assert.True(ledger.IsBlocked(newest));
    }

    [Fact]
    public void TurnAway_BlockedAddress_IsCountedUntilTheBlockEnds()
    {
        ManualTime time = new();
        RefusalLedger ledger = new(1, time);
        IPAddress bad = IPAddress.Parse("192.0.2.1");
        Assert.Equal(0, ledger.TurnAway(bad));
        ledger.Note(bad);
        Assert.Equal(1, ledger.TurnAway(bad));
        Assert.Equal(2, ledger.TurnAway(bad));
        Assert.Empty(ledger.TakeEnded());
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, ledger.TurnAway(bad));
        Assert.Equal([new EndedBlock(bad, 2)], ledger.TakeEnded());
        Assert.Empty(ledger.TakeAll());
        ledger.Note(bad);
        Assert.Equal(1, ledger.TurnAway(bad));
        Assert.Equal([new EndedBlock(bad, 1)], ledger.TakeAll());
    }
}
