using Locket.Rooms;

namespace Locket.Client.Tests.TestSupport;

/// <summary>A client with a real room, and what it was told.</summary>
internal sealed class Talk : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ClientEvent> _events;

    private Talk(RoomClient client)
    {
        Client = client;
        _events = client.ReadEventsAsync(Waiting.Stop).GetAsyncEnumerator(Waiting.Stop);
    }

    public RoomClient Client { get; }

    /// <summary>Gets what the room said so far.</summary>
    public List<RoomEvent> Heard { get; } = [];

    public static Talk Start(Room room, RoomKeys keys, RelayTarget target, RoomFolder? folder = null, AttemptFile? attempts = null)
        => new(RoomClient.Start(room, keys, target, folder, attempts));

    /// <summary>Reads on to an event of a kind.</summary>
    public async Task<T> WaitForAsync<T>(Func<T, bool>? condition = null)
        where T : ClientEvent
    {
        while (await _events.MoveNextAsync().AsTask().PatientlyAsync())
        {
            if (_events.Current is RoomHappened happened)
            {
                Heard.Add(happened.Event);
            }

            if (_events.Current is T found && (condition is null || condition(found)))
            {
                return found;
            }
        }

        throw new InvalidOperationException($"the events ended before {typeof(T).Name}");
    }

    /// <summary>Reads on to a room event of a kind.</summary>
    public async Task<T> HearAsync<T>(Func<T, bool>? condition = null)
        where T : RoomEvent
        => (T)(await WaitForAsync<RoomHappened>(told => told.Event is T found && (condition is null || condition(found)))).Event;

    /// <summary>Waits until the relay has everything.</summary>
    public Task HearStoredAsync() => Client.FlushAsync(Waiting.Stop).PatientlyAsync();

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync().AsTask().PatientlyAsync();
        await _events.DisposeAsync();
    }
}
