using Locket.Client.Keeping;
using Locket.Relay.Tests.TestSupport;
using Locket.Rooms;
using Locket.Wire;

namespace Locket.Client.Tests.TestSupport;

/// <summary>A client with a fake room, and what it was told.</summary>
internal sealed class Person : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ClientEvent> _events;

    public Person(RelayTarget target, RoomAddress address, FakeEngine? room = null, TimeProvider? time = null, params IRoomKeeper[] keepers)
    {
        Room = room ?? new FakeEngine(address);
        Client = new RoomClient(Room, address, target, keepers, time ?? TimeProvider.System, ShortWait);
        _events = Client.ReadEventsAsync(Waiting.Stop).GetAsyncEnumerator(Waiting.Stop);
    }

    /// <summary>A part of the wait that leaves a hundredth of it: 5 ms at first.</summary>
    public static double ShortWait() => -0.98;

    public FakeEngine Room { get; }

    public RoomClient Client { get; }

    /// <summary>Gets everything that was read so far.</summary>
    public List<ClientEvent> Told { get; } = [];

    public string[] Texts
        => [.. Told.OfType<RoomHappened>().Select(told => told.Event).OfType<TextReceived>().Select(text => text.Text)];

    public async Task<ClientEvent?> NextAsync()
    {
        if (!await _events.MoveNextAsync().AsTask().PatientlyAsync())
        {
            return null;
        }

        Told.Add(_events.Current);
        return _events.Current;
    }

    /// <summary>Reads on to an event of a kind.</summary>
    public async Task<T> WaitForAsync<T>(Func<T, bool>? condition = null)
        where T : ClientEvent
    {
        while (true)
        {
            ClientEvent? next = await NextAsync();
            if (next is T found && (condition is null || condition(found)))
            {
                return found;
            }

            if (next is null)
            {
                throw new InvalidOperationException($"the events ended before {typeof(T).Name}");
            }
        }
    }

    /// <summary>Reads on to a room event of a kind.</summary>
    public async Task<T> HearAsync<T>(Func<T, bool>? condition = null)
        where T : RoomEvent
        => (T)(await WaitForAsync<RoomHappened>(told => told.Event is T found && (condition is null || condition(found)))).Event;

    public Task<TextReceived> HearTextAsync(string text)
        => HearAsync<TextReceived>(heard => string.Equals(heard.Text, text, StringComparison.Ordinal));

    /// <summary>Ends a client without a relay: its own limits pass with the clock.</summary>
    public async Task DisposeAsync(ManualTime time)
    {
        Task disposing = DisposeAsync().AsTask();
        while (!disposing.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        await disposing;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync().AsTask().PatientlyAsync();
        await _events.DisposeAsync();
    }
}
