using Locket.Relay.Tests.TestSupport;
using Locket.Wire;
using Xunit;

namespace Locket.Relay.Tests.Endpoint;

/// <summary>What clients see of a room's log over a real network.</summary>
[Collection(RelayGroup.Name)]
public sealed class RelayLogTests
{
    private static readonly RelayOptions Fast = new() { AppendsPerSecond = 100_000, AppendBurst = 100_000 };
    private static readonly RoomAddress Room = Rooms.Address(1);

    [Fact]
    public async Task Append_TwoClients_SeeTheSameLogInOrder()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayClient alice = await relay.ConnectAsync(Room);
        using RelayClient bob = await relay.ConnectAsync(Room);
        Assert.Equal(0, (await alice.ReceiveAsync<CaughtUpFrame>()).Head);
        Assert.Equal(0, (await bob.ReceiveAsync<CaughtUpFrame>()).Head);
        await alice.AppendAsync("hello");
        await bob.AppendAsync("hi");
        List<EntryFrame> ofAlice = [await alice.ReceiveAsync<EntryFrame>(), await alice.ReceiveAsync<EntryFrame>()];
        List<EntryFrame> ofBob = [await bob.ReceiveAsync<EntryFrame>(), await bob.ReceiveAsync<EntryFrame>()];
        Assert.Equal(ofAlice.Select(frame => frame.ToArray()), ofBob.Select(frame => frame.ToArray()));
        Assert.Equal(ofAlice[0].Seq + 1, ofAlice[1].Seq);
        Assert.Equal(["hello", "hi"], ofBob.Select(frame => Rooms.Text(frame.Body)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(2, relay.Metrics["locket.relay.appended"]);
        Assert.Equal(7, relay.Metrics["locket.relay.appended_bytes"]);
    }

    [Fact]
    public async Task Append_OtherRooms_StayApart()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayClient here = await relay.ConnectAsync(Room);
        using RelayClient there = await relay.ConnectAsync(Rooms.Address(2));
        await here.AppendAsync("here");
        await here.ReceiveAsync<StoredFrame>();
        await there.AppendAsync("there");
        Assert.Equal("there", Rooms.Text((await there.ReceiveAsync<EntryFrame>()).Body));
    }

    [Fact]
    public async Task Append_TheSameBodyFromAnyone_GetsTheSameNumber()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayClient alice = await relay.ConnectAsync(Room);
        await alice.AppendAsync("hello");
        StoredFrame first = await alice.ReceiveAsync<StoredFrame>();
        Assert.Equal(EntryId.Compute(Room, "hello"u8), first.Id);
        await alice.AppendAsync("hello");
        Assert.Equal(first.ToArray(), (await alice.ReceiveAsync<StoredFrame>()).ToArray());
        using RelayClient mallory = await relay.ConnectAsync(Room, first.Seq);
        await mallory.AppendAsync("hello");
        Assert.Equal(first.ToArray(), (await mallory.ReceiveAsync<StoredFrame>()).ToArray());
        await mallory.AppendAsync("next");
        Assert.Equal(first.Seq + 1, (await mallory.ReceiveAsync<EntryFrame>()).Seq);
        Assert.Equal(2, relay.Metrics.Of(RelayEventKind.AppendRepeated));
    }

    [Fact]
    public async Task Append_ManyWithoutWaiting_AreAnsweredInTheirOrder()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(Fast);
        using RelayClient client = await relay.ConnectAsync(Room);
        Task sending = Task.Run(async () =>
        {
            for (int number = 0; number < 1000; number++)
            {
                await client.AppendAsync($"{number}");
            }
        }, TestContext.Current.CancellationToken);
        long first = 0;
        for (int number = 0; number < 1000; number++)
        {
            StoredFrame stored = await client.ReceiveAsync<StoredFrame>();
            first = number == 0 ? stored.Seq : first;
            Assert.Equal((EntryId.Compute(Room, Rooms.Body($"{number}")), first + number), (stored.Id, stored.Seq));
        }

        await sending;
    }

    [Fact]
    public async Task Append_LargestBody_IsDeliveredWhole()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayClient client = await relay.ConnectAsync(Room);
        byte[] body = new byte[WireLimits.MaxBodyInBytes];
        new Random(1).NextBytes(body);
        await client.SendAsync(new AppendFrame(body).ToArray());
        Assert.Equal(body, (await client.ReceiveAsync<EntryFrame>()).Body.ToArray());
    }

    [Fact]
    public async Task Connect_AfterAPosition_GetsTheRestThenCaughtUpOnce()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(Fast);
        using RelayClient writer = await relay.ConnectAsync(Room);
        for (int number = 0; number < 200; number++)
        {
            await writer.AppendAsync($"{number}");
            await writer.ReceiveAsync<StoredFrame>();
        }

        using RelayClient all = await relay.ConnectAsync(Room);
        long first = (await all.ReceiveAsync<EntryFrame>()).Seq;
        using RelayClient late = await relay.ConnectAsync(Room, first + 99);
        for (int number = 100; number < 200; number++)
        {
            EntryFrame entry = Assert.IsType<EntryFrame>(await late.ReceiveAsync());
            Assert.Equal((first + number, $"{number}"), (entry.Seq, Rooms.Text(entry.Body)));
        }

        CaughtUpFrame caughtUp = Assert.IsType<CaughtUpFrame>(await late.ReceiveAsync());
        Assert.Equal((first, first + 199), (caughtUp.Oldest, caughtUp.Head));
        await writer.AppendAsync("new");
        Assert.Equal(first + 200, Assert.IsType<EntryFrame>(await late.ReceiveAsync()).Seq);
    }

    [Fact]
    public async Task Connect_PositionOfALogThatIsGone_GetsTheWholeNewLog()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayClient reader = await relay.ConnectAsync(Room, long.MaxValue);
        CaughtUpFrame caughtUp = Assert.IsType<CaughtUpFrame>(await reader.ReceiveAsync());
        Assert.Equal((1, 0), (caughtUp.Oldest, caughtUp.Head));
        using RelayClient writer = await relay.ConnectAsync(Room);
        await writer.AppendAsync("a");
        Assert.Equal("a", Rooms.Text((await reader.ReceiveAsync<EntryFrame>()).Body));
    }

    [Fact]
    public async Task Reconnect_WhileOthersAppend_MissesNothingAndRepeatsNothing()
    {
        const int Writers = 2;
        const int Each = 400;
        const int Readers = 4;
        await using RunningRelay relay = await RunningRelay.StartAsync(Fast);
        Task[] writing = [.. Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            using RelayClient client = await relay.ConnectAsync(Room, 0);
            for (int number = 0; number < Each; number++)
            {
                await client.AppendAsync($"{writer}/{number}");
                await client.ReceiveAsync<StoredFrame>();
            }
        }, TestContext.Current.CancellationToken))];
        Task<List<EntryFrame>>[] reading = [.. Enumerable.Range(0, Readers).Select(reader => Task.Run(
            () => ReadWithReconnectsAsync(relay, new Random(reader), Writers * Each), TestContext.Current.CancellationToken))];
        await Task.WhenAll(writing);
        List<EntryFrame>[] logs = await Task.WhenAll(reading);
        Assert.All(logs, log =>
        {
            Assert.Equal(Enumerable.Range(0, Writers * Each).Select(number => log[0].Seq + number), log.Select(entry => entry.Seq));
            Assert.Equal(logs[0].Select(entry => entry.ToArray()), log.Select(entry => entry.ToArray()));
        });
        for (int writer = 0; writer < Writers; writer++)
        {
            Assert.Equal(
                Enumerable.Range(0, Each).Select(number => $"{writer}/{number}"),
                logs[0].Select(entry => Rooms.Text(entry.Body)).Where(text => text.StartsWith($"{writer}/", StringComparison.Ordinal)),
                StringComparer.Ordinal);
        }
    }

    [Fact]
    public async Task Retention_ClockMovesOn_OldEntriesAreGoneAndCaughtUpSaysSo()
    {
        ManualTime time = new();
        await using RunningRelay relay = await RunningRelay.StartAsync(time: time);
        using RelayClient writer = await relay.ConnectAsync(Room);
        await writer.AppendAsync("old");
        long seq = (await writer.ReceiveAsync<StoredFrame>()).Seq;
        time.Advance(TimeSpan.FromDays(5));
        await writer.AppendAsync("new");
        await writer.ReceiveAsync<StoredFrame>();
        time.Advance(TimeSpan.FromDays(3));
        using RelayClient reader = await relay.ConnectAsync(Room);
        Assert.Equal("new", Rooms.Text(Assert.IsType<EntryFrame>(await reader.ReceiveAsync()).Body));
        CaughtUpFrame caughtUp = Assert.IsType<CaughtUpFrame>(await reader.ReceiveAsync());
        Assert.Equal((seq + 1, seq + 1), (caughtUp.Oldest, caughtUp.Head));
    }

    private static async Task<List<EntryFrame>> ReadWithReconnectsAsync(RunningRelay relay, Random random, int count)
    {
        List<EntryFrame> log = [];
        while (log.Count < count)
        {
            using RelayClient client = await relay.ConnectAsync(Room, log.Count == 0 ? 0 : log[^1].Seq);
            for (int left = random.Next(1, 60); left > 0 && log.Count < count; left--)
            {
                log.Add(await client.ReceiveAsync<EntryFrame>());
            }
        }

        return log;
    }
}
