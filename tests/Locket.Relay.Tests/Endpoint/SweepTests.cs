using System.Diagnostics;
using Locket.Relay.Tests.TestSupport;
using Locket.Wire;
using Xunit;

namespace Locket.Relay.Tests.Endpoint;

/// <summary>A running relay frees what has expired without being asked.</summary>
[Collection(RelayGroup.Name)]
public sealed class SweepTests
{
    [Fact]
    public async Task Run_EntriesExpire_AreFreedCountedAndLogged()
    {
        ManualTime time = new();
        await using RunningRelay relay = await RunningRelay.StartAsync(time: time);
        using RelayClient client = await relay.ConnectAsync(Rooms.Address(1));
        await client.AppendAsync("a");
        await client.ReceiveAsync<StoredFrame>();
        time.Advance(TimeSpan.FromDays(7));

        // The service may only now begin to wait for its timer: each turn lets one more interval pass.
        long start = Stopwatch.GetTimestamp();
        while (!relay.Log.All.Any(line => line.Id.Id == 2203) && Stopwatch.GetElapsedTime(start) < RunningRelay.Patience)
        {
            time.Advance(new RelayOptions().SweepInterval);
            await Task.Yield();
        }

        Assert.Equal(1, relay.Metrics["locket.relay.expired"]);
        Assert.Contains(relay.Log.All, line => line.Id.Id == 2203 && line.Text.StartsWith("1 entries", StringComparison.Ordinal));
    }
}
