using Locket.Wire;

namespace Locket.Relay.Live;

/// <summary>
/// Wakes the readers of a room that has grown. A reader keeps its own place in the log and reads on from there: nothing is queued for it,
/// so
/// a slow one costs no memory and holds up nobody, and none can miss an entry.
/// </summary>
internal sealed class RoomHub : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RoomAddress, HashSet<Signal>> _rooms = [];
    private readonly IDisposable _watch;

    public RoomHub(IRoomStore store) => _watch = store.Watch(Wake);

    /// <summary>Has the signal set whenever the room grows, until the result is disposed. Subscribe before the first read.</summary>
    public IDisposable Subscribe(RoomAddress address, Signal signal)
    {
        lock (_lock)
        {
            if (!_rooms.TryGetValue(address, out HashSet<Signal>? signals))
            {
                _rooms[address] = signals = [];
            }

            signals.Add(signal);
        }

        return new Subscription(this, address, signal);
    }

    public void Dispose() => _watch.Dispose();

    private void Wake(RoomAddress address)
    {
        lock (_lock)
        {
            if (_rooms.TryGetValue(address, out HashSet<Signal>? signals))
            {
                foreach (Signal signal in signals)
                {
                    signal.Set();
                }
            }
        }
    }

    private void Unsubscribe(RoomAddress address, Signal signal)
    {
        lock (_lock)
        {
            if (_rooms.TryGetValue(address, out HashSet<Signal>? signals) && signals.Remove(signal) && signals.Count == 0)
            {
                _rooms.Remove(address);
            }
        }
    }

    private sealed class Subscription(RoomHub hub, RoomAddress address, Signal signal) : IDisposable
    {
        public void Dispose() => hub.Unsubscribe(address, signal);
    }
}
