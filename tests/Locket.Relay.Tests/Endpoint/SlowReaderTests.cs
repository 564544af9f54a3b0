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
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions
        {
            AppendsPerSecond = 100_000,
            AppendBurst = 100_000,
            SlowReaderLimit = TimeSpan.FromSeconds(2),
            CloseLimit = TimeSpan.FromSeconds(1),
        });
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
        await relay.AssertToldAsync(RelayEventKind.SlowReader, FaultCode.SlowReader);
        await relay.WaitForAsync(RelayEventKind.ConnectionClosed);
        await writer.AppendAsync("still here");
        Assert.Equal(first + Entries, (await reader.ReceiveAsync<EntryFrame>()).Seq);
        Assert.Equal(2, relay.Metrics["locket.relay.connections"]);
    }
}
