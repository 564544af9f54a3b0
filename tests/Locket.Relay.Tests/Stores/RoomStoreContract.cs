using Locket.Relay.Tests.TestSupport;
using Locket.Wire;
using Xunit;

namespace Locket.Relay.Tests.Stores;

/// <summary>What every store promises. A store's tests derive from this and say how to make one.</summary>
public abstract class RoomStoreContract
{
    private static readonly RoomAddress Room = Rooms.Address(1);
    private readonly ManualTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_ManyBodies_GetsConsecutiveNumbersAndReadsInOrder()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        long first = (await AppendAsync(store, "0")).Seq;
        Assert.Equal((_time.GetUtcNow().ToUnixTimeMilliseconds() * IRoomStore.SeqsPerMillisecond) + 1, first);
        for (int number = 1; number < 300; number++)
        {
            AppendResult result = await AppendAsync(store, $"{number}");
            Assert.True(result.IsNew);
            Assert.Equal(first + number, result.Seq);
        }

        List<RoomEntry> entries = await ReadAllAsync(store, 0);
        IEnumerable<string> texts = entries.Select(entry => Rooms.Text(entry.Body));
        Assert.Equal(Enumerable.Range(0, 300).Select(number => $"{number}"), texts, StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(0, 300).Select(number => first + number), entries.Select(entry => entry.Seq));
        Assert.All(entries, entry => Assert.Equal(EntryId.Compute(Room, entry.Body.Span), entry.Id));
    }

    [Fact]
    public async Task Append_TheSameBodyAgain_GetsTheSameNumberAndAddsNothing()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        AppendResult first = await AppendAsync(store, "hello");
        await AppendAsync(store, "between");
        AppendResult again = await AppendAsync(store, "hello");
        Assert.Equal((first.Id, first.Seq, false), (again.Id, again.Seq, again.IsNew));
        Assert.Equal(2, (await ReadAllAsync(store, 0)).Count);
    }

    [Fact]
    public async Task Append_TheSameBodyInAnotherRoom_IsAnotherEntry()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        AppendResult here = await AppendAsync(store, "hello");
        AppendResult there = await store.AppendAsync(Rooms.Address(2), Rooms.Body("hello"), mayCreate: true, Stop);
        Assert.True(there.IsNew);
        Assert.NotEqual(here.Id, there.Id);
    }

    [Fact]
    public async Task Append_BodyChangedAfterwards_KeepsWhatWasGiven()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        byte[] body = Rooms.Body("hello");
        await store.AppendAsync(Room, body, mayCreate: true, Stop);
        body[0] = 0;
        Assert.Equal("hello", Rooms.Text((await ReadAllAsync(store, 0)).Single().Body));
    }

    [Fact]
    public async Task Append_BodyOutsideTheLimits_Throws()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.AppendAsync(Room, default, mayCreate: true, Stop));
        byte[] long1 = new byte[WireLimits.MaxBodyInBytes + 1];
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.AppendAsync(Room, long1, mayCreate: true, Stop));
        Assert.True((await store.AppendAsync(Room, long1.AsMemory(1), mayCreate: true, Stop)).IsNew);
    }

    [Fact]
    public async Task Append_UnknownRoomThatMayNotBeMade_IsRefusedAndMakesNone()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        Assert.Equal(FaultCode.TooManyRooms, (await store.AppendAsync(Room, Rooms.Body("a"), mayCreate: false, Stop)).Fault);
        AppendResult created = await AppendAsync(store, "a");
        Assert.True(created.CreatedRoom);
        AppendResult second = await store.AppendAsync(Room, Rooms.Body("b"), mayCreate: false, Stop);
        Assert.Equal((created.Seq + 1, false), (second.Seq, second.CreatedRoom));
    }

    [Fact]
    public async Task Append_FromManyThreads_NumbersAreConsecutiveAndNoReaderSkipsOne()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        const int Writers = 4;
        const int Each = 250;
        long start = (await AppendAsync(store, "start")).Seq;
        Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            long at = start;
            while (at < start + (Writers * Each))
            {
                foreach (RoomEntry entry in (await store.ReadAfterAsync(Room, at, Stop)).Entries)
                {
                    Assert.Equal(at + 1, entry.Seq);
                    at = entry.Seq;
                }

                await Task.Yield();
            }
        }))];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            long last = 0;
            for (int number = 0; number < Each; number++)
            {
                long seq = (await AppendAsync(store, $"{writer}/{number}")).Seq;
                Assert.True(seq > last);
                last = seq;
            }
        })));
        await Task.WhenAll(readers).WaitAsync(TimeSpan.FromMinutes(5), Stop);
        Assert.Equal(1 + (Writers * Each), (await ReadAllAsync(store, 0)).Select(entry => entry.Id).Distinct().Count());
    }

    [Fact]
    public async Task Append_OneBodyFromManyThreads_IsOneEntry()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        AppendResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => AppendAsync(store, "hello"))));
        Assert.Single(results, result => result.IsNew);
        Assert.Single(results.Select(result => result.Seq).Distinct());
        Assert.Single(await ReadAllAsync(store, 0));
    }

    [Fact]
    public async Task ReadAfter_EveryPosition_GivesWhatComesAfterIt()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        long first = (await AppendAsync(store, "0")).Seq;
        for (int number = 1; number < 20; number++)
        {
            await AppendAsync(store, $"{number}");
        }

        for (int number = -1; number < 20; number++)
        {
            RoomPage page = await store.ReadAfterAsync(Room, first + number, Stop);
            Assert.Equal(19 - number, page.Entries.Count);
            Assert.Equal((first, first + 19), (page.Oldest, page.Head));
        }
    }

    [Fact]
    public async Task ReadAfter_PositionAboveTheHead_ReadsFromTheBeginning()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        long first = (await AppendAsync(store, "0")).Seq;
        RoomPage page = await store.ReadAfterAsync(Room, first + 1, Stop);
        Assert.Equal(first, page.Entries.Single().Seq);
        Assert.Single((await store.ReadAfterAsync(Room, long.MaxValue, Stop)).Entries);
    }

    [Fact]
    public async Task ReadAfter_UnknownRoom_IsEmptyAndMakesNone()
    {
        await using IRoomStore store = Create(new RoomStoreOptions { MaxRooms = 1 });
        for (int number = 2; number < 10; number++)
        {
            RoomPage page = await store.ReadAfterAsync(Rooms.Address(number), number, Stop);
            Assert.Empty(page.Entries);
            Assert.Equal((1, 0), (page.Oldest, page.Head));
        }

        Assert.True((await AppendAsync(store, "a")).CreatedRoom);
    }

    [Fact]
    public async Task ReadAfter_NegativePosition_Throws()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.ReadAfterAsync(Room, -1, Stop));
    }

    [Fact]
    public async Task ReadAfter_LargeEntries_GivesPagesWithinTheLimits()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        for (byte number = 0; number < 9; number++)
        {
            byte[] body = new byte[WireLimits.MaxBodyInBytes];
            body[0] = number;
            await store.AppendAsync(Room, body, mayCreate: true, Stop);
        }

        RoomPage page = await store.ReadAfterAsync(Room, 0, Stop);
        Assert.Equal(2, page.Entries.Count);
        Assert.Equal(9, (await ReadAllAsync(store, 0)).Count);
    }

    [Fact]
    public async Task Append_EntriesAtTheQuota_RefusesNewOnesAndDropsNone()
    {
        await using IRoomStore store = Create(new RoomStoreOptions { MaxEntriesPerRoom = 3 });
        for (int number = 0; number < 3; number++)
        {
            await AppendAsync(store, $"{number}");
            _time.Advance(TimeSpan.FromDays(1));
        }

        AppendResult refused = await AppendAsync(store, "3");
        Assert.Equal((FaultCode.RoomEntriesFull, 0, false), (refused.Fault, refused.Seq, refused.IsNew));
        Assert.InRange(refused.RetryAfter, TimeSpan.FromDays(4), TimeSpan.FromDays(4) + TimeSpan.FromSeconds(1));
        Assert.Equal(3, (await ReadAllAsync(store, 0)).Count);
        Assert.False((await AppendAsync(store, "1")).IsNew);
        _time.Advance(refused.RetryAfter);
        Assert.True((await AppendAsync(store, "3")).IsNew);
    }

    [Fact]
    public async Task Append_BytesAtTheQuota_RefusesWhatDoesNotFit()
    {
        const int Cost = 1000 + RoomStoreOptions.EntryOverheadInBytes;
        await using IRoomStore store = Create(new RoomStoreOptions { MaxBytesPerRoom = 3 * Cost });
        for (byte number = 0; number < 2; number++)
        {
            await store.AppendAsync(Room, Filled(1000, number), mayCreate: true, Stop);
        }

        Assert.Equal(FaultCode.RoomBytesFull, (await store.AppendAsync(Room, Filled(1001, 9), mayCreate: true, Stop)).Fault);
        Assert.True((await store.AppendAsync(Room, Filled(1000, 3), mayCreate: true, Stop)).IsNew);
        Assert.Equal(FaultCode.RoomBytesFull, (await AppendAsync(store, "x")).Fault);
        Assert.True((await store.AppendAsync(Rooms.Address(2), Rooms.Body("x"), mayCreate: true, Stop)).IsNew);
    }

    [Fact]
    public async Task Append_StoreFull_RefusesUntilEntriesExpire()
    {
        const int Cost = 1000 + RoomStoreOptions.EntryOverheadInBytes;
        await using IRoomStore store = Create(new RoomStoreOptions { MaxBytes = 2 * Cost });
        await store.AppendAsync(Room, Filled(1000, 1), mayCreate: true, Stop);
        await store.AppendAsync(Rooms.Address(2), Filled(1000, 1), mayCreate: true, Stop);
        Assert.Equal(FaultCode.RelayFull, (await AppendAsync(store, "x")).Fault);
        _time.Advance(TimeSpan.FromDays(7.5));
        Assert.True((await AppendAsync(store, "x")).IsNew);
    }

    [Fact]
    public async Task Append_RoomsAtTheLimit_RefusesNewRoomsOnly()
    {
        await using IRoomStore store = Create(new RoomStoreOptions { MaxRooms = 1 });
        await AppendAsync(store, "a");
        Assert.Equal(FaultCode.RelayFull, (await store.AppendAsync(Rooms.Address(2), Rooms.Body("a"), mayCreate: true, Stop)).Fault);
        Assert.True((await AppendAsync(store, "b")).IsNew);
    }

    [Fact]
    public async Task Retention_EntriesOfDifferentAge_DropsExactlyTheOldWithOrWithoutASweep()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        long first = (await AppendAsync(store, "old")).Seq;
        _time.Advance(TimeSpan.FromDays(1));
        await AppendAsync(store, "new");
        _time.Advance(TimeSpan.FromDays(6));
        Assert.Equal(2, (await ReadAllAsync(store, 0)).Count);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        RoomPage page = await store.ReadAfterAsync(Room, 0, Stop);
        Assert.Equal("new", Rooms.Text(page.Entries.Single().Body));
        Assert.Equal((first + 1, first + 1), (page.Oldest, page.Head));
        Assert.Equal(1, await store.SweepAsync(Stop));
        Assert.Equal(0, await store.SweepAsync(Stop));
        Assert.Single(await ReadAllAsync(store, 0));
    }

    [Fact]
    public async Task Retention_ExpiredBodySentAgain_IsANewEntryAboveTheHead()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        long first = (await AppendAsync(store, "hello")).Seq;
        _time.Advance(TimeSpan.FromDays(8));
        await store.SweepAsync(Stop);
        RoomPage empty = await store.ReadAfterAsync(Room, 0, Stop);
        Assert.Equal((first + 1, first), (empty.Oldest, empty.Head));
        AppendResult again = await AppendAsync(store, "hello");
        Assert.Equal((first + 1, true, false), (again.Seq, again.IsNew, again.CreatedRoom));
    }

    [Fact]
    public async Task Sweep_RoomEmptyForLong_IsForgottenAndGoesOnAboveItsOldNumbers()
    {
        await using IRoomStore store = Create(new RoomStoreOptions { MaxRooms = 1 });
        long old = (await AppendAsync(store, "hello")).Seq;
        _time.Advance(TimeSpan.FromDays(14));
        await store.SweepAsync(Stop);
        Assert.Equal(old, (await store.ReadAfterAsync(Room, 0, Stop)).Head);
        _time.Advance(TimeSpan.FromSeconds(1));
        await store.SweepAsync(Stop);
        Assert.Equal(0, (await store.ReadAfterAsync(Room, 0, Stop)).Head);
        AppendResult again = await AppendAsync(store, "hello");
        Assert.True(again.CreatedRoom);
        Assert.True(again.Seq > old);
    }

    [Fact]
    public async Task Append_ClockSetBack_TimesDoNotRunBackwards()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        await AppendAsync(store, "a");
        _time.Advance(TimeSpan.FromHours(-5));
        await AppendAsync(store, "b");
        List<RoomEntry> entries = await ReadAllAsync(store, 0);
        Assert.Equal(entries[0].Time, entries[1].Time);
        Assert.Equal(entries[0].Seq + 1, entries[1].Seq);
    }

    [Fact]
    public async Task Watch_NewEntries_AreVisibleWhenTold()
    {
        await using IRoomStore store = Create(new RoomStoreOptions());
        List<(RoomAddress Room, long Head)> told = [];
        using (store.Watch(room => told.Add((room, HeadOf(store, room)))))
        {
            long seq = (await AppendAsync(store, "a")).Seq;
            await AppendAsync(store, "a");
            Assert.Equal((Room, seq), Assert.Single(told));
        }

        await AppendAsync(store, "b");
        Assert.Single(told);
    }

    /// <summary>Makes an empty store.</summary>
    private protected abstract IRoomStore Create(RoomStoreOptions options, TimeProvider time);

    private static async Task<AppendResult> AppendAsync(IRoomStore store, string text)
        => await store.AppendAsync(Room, Rooms.Body(text), mayCreate: true, Stop);

    private static async Task<List<RoomEntry>> ReadAllAsync(IRoomStore store, long after)
    {
        List<RoomEntry> entries = [];
        while (true)
        {
            RoomPage page = await store.ReadAfterAsync(Room, after, Stop);
            Assert.True(page.Entries.Count <= IRoomStore.MaxPageEntries);
            if (page.Entries.Count == 0)
            {
                return entries;
            }

            entries.AddRange(page.Entries);
            after = page.Entries[^1].Seq;
        }
    }

    private static long HeadOf(IRoomStore store, RoomAddress room)
    {
        ValueTask<RoomPage> reading = store.ReadAfterAsync(room, 0, CancellationToken.None);
        return reading.AsTask().GetAwaiter().GetResult().Head;
    }

    private static byte[] Filled(int length, byte value)
    {
        byte[] body = new byte[length];
        Array.Fill(body, value);
        return body;
    }

    private IRoomStore Create(RoomStoreOptions options) => Create(options, _time);
}
