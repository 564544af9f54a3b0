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
        Assert.False(ledger.IsBlocked(IPAddress.IPv6Loopback));
    }
}
