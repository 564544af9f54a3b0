using Locket.Relay.Tests.TestSupport;
using Locket.Wire;
using Xunit;

namespace Locket.Relay.Tests.Endpoint;

/// <summary>Who does not read is cut off; nobody else notices.</summary>
[Collection(RelayGroup.Name)]
public sealed class SlowReaderTests
{
    [Fact]
    public async Task Read_OneClientStops_IsCutOffWhileOthersGetEverything()
    {
        const int Entries = 100;
        RoomAddress room = Rooms.Address(1);

        // The clock stands still while the others read: on a busy machine they, too, may be slow.
        ManualTime time = new();
        RelayOptions options = new() { AppendsPerSecond = 100_000, AppendBurst = 100_000 };
        await using RunningRelay relay = await RunningRelay.StartAsync(options, time);
        using RelayClient slow = await relay.ConnectAsync(room);
        using RelayClient reader = await relay.ConnectAsync(room);
        using RelayClient writer = await relay.ConnectAsync(room, long.MaxValue);

        // 25 MiB: more than the buffers of two sockets hold.
        Task<long> reading = Task.Run(async () =>
        {
            long first = (await reader.ReceiveAsync<EntryFrame>()).Seq;
            for (int number = 1; number < Entries; number++)
            {
                Assert.Equal(first + number, (await reader.ReceiveAsync<EntryFrame>()).Seq);
            }

            return first;
        }, TestContext.Current.CancellationToken);
        for (int number = 0; number < Entries; number++)
        {
            byte[] body = new byte[WireLimits.MaxBodyInBytes];
            BitConverter.TryWriteBytes(body, number);
            await writer.SendAsync(new AppendFrame(body).ToArray());
            await writer.ReceiveAsync<StoredFrame>();
        }

        long first = await reading;
        TimeSpan step = options.SlowReaderLimit / 20;
        await time.PassUntilAsync(relay.AssertToldAsync(RelayEventKind.SlowReader, FaultCode.SlowReader), step);
        await time.PassUntilAsync(relay.WaitForAsync(RelayEventKind.ConnectionClosed), step);
        await writer.AppendAsync("still here");
        Assert.Equal(first + Entries, (await reader.ReceiveAsync<EntryFrame>()).Seq);
        Assert.Equal(2, relay.Metrics["locket.relay.connections"]);
    }
}
