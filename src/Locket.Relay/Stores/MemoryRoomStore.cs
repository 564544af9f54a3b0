using Locket.Relay.Stores;
using Locket.Wire;

namespace Locket.Relay;

/// <summary>
/// Keeps logs in memory: for <c>locket chat --host</c>, whose rooms end with it. An entry is durable as long as the process lives.
/// </summary>
/// <remarks>
/// One lock serves all rooms. What happens under it is a few table look-ups; hashing and copying bodies, which is the work, does not.
/// </remarks>
public sealed class MemoryRoomStore : IRoomStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RoomAddress, MemoryRoom> _rooms = [];
    private readonly List<Action<RoomAddress>> _receivers = [];
    private readonly RoomStoreOptions _options;
    private readonly TimeProvider _time;
    private long _bytes;
    private int _expired;

    /// <summary>Makes an empty store.</summary>
    /// <param name="options">What it keeps.</param>
    /// <param name="time">Dates the entries.</param>
    /// <exception cref="ArgumentException">An option is outside its limits.</exception>
    public MemoryRoomStore(RoomStoreOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate(nameof(options));
        _options = options;
        _time = time;
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(
        RoomAddress address, ReadOnlyMemory<byte> body, bool mayCreate, CancellationToken cancellationToken)
    {
        if (body.Length is < WireLimits.MinBodyInBytes or > WireLimits.MaxBodyInBytes)
        {
            throw new ArgumentException("a body of another length than the protocol allows", nameof(body));
        }

        cancellationToken.ThrowIfCancellationRequested();
        EntryId id = EntryId.Compute(address, body.Span);
        byte[] copy = body.ToArray();
        Action<RoomAddress>[] receivers;
        AppendResult result;
        lock (_lock)
        {
            result = AppendCore(address, id, copy, mayCreate);
            receivers = result.IsNew ? [.. _receivers] : [];
        }

        // After the lock: the entry is visible to whoever is woken.
        foreach (Action<RoomAddress> receiver in receivers)
        {
            receiver(address);
        }

        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public ValueTask<RoomPage> ReadAfterAsync(RoomAddress address, long after, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_rooms.TryGetValue(address, out MemoryRoom? room))
            {
                return ValueTask.FromResult(new RoomPage([], 1, 0));
            }

            Expire(room, Now());
            return ValueTask.FromResult(room.Read(after));
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> SweepAsync(CancellationToken cancellationToken)
    {
        RoomAddress[] addresses;
        lock (_lock)
        {
            addresses = [.. _rooms.Keys];
        }

        foreach (RoomAddress address in addresses)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // The lock is taken anew for each room, so that nobody waits for all of them.
            lock (_lock)
            {
                DateTimeOffset now = Now();
                if (_rooms.TryGetValue(address, out MemoryRoom? room))
                {
                    Expire(room, now);
                    if (room.Count == 0 && room.LastTime < now - _options.Retention - _options.Retention)
                    {
                        _rooms.Remove(address);
                    }
                }
            }
        }

        lock (_lock)
        {
            int expired = _expired;
            _expired = 0;
            return ValueTask.FromResult(expired);
        }
    }

    /// <inheritdoc/>
    public IDisposable Watch(Action<RoomAddress> receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        lock (_lock)
        {
            _receivers.Add(receiver);
        }

        return new Watcher(this, receiver);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _rooms.Clear();
            _receivers.Clear();
            _bytes = 0;
        }

        return ValueTask.CompletedTask;
    }

    private AppendResult AppendCore(RoomAddress address, EntryId id, byte[] body, bool mayCreate)
    {
        DateTimeOffset now = Now();
        bool isKnown = _rooms.TryGetValue(address, out MemoryRoom? room);
        if (room is not null)
        {
            Expire(room, now);
            if (room.TryFind(id, out long seq))
            {
                return AppendResult.Stored(id, seq, isNew: false);
            }
        }
        else if (!mayCreate)
        {
            return AppendResult.Refused(id, FaultCode.TooManyRooms, TimeSpan.Zero);
        }

        room ??= new MemoryRoom(now.ToUnixTimeMilliseconds() * IRoomStore.SeqsPerMillisecond, now);
        long cost = MemoryRoom.Cost(body.Length);
        FaultCode full = room.Count >= _options.MaxEntriesPerRoom ? FaultCode.RoomEntriesFull
            : cost > _options.MaxBytesPerRoom - room.Bytes ? FaultCode.RoomBytesFull
            : cost > _options.MaxBytes - _bytes || (!isKnown && _rooms.Count >= _options.MaxRooms) ? FaultCode.RelayFull
            : FaultCode.None;
        if (full != FaultCode.None)
        {
            return AppendResult.Refused(id, full, UntilSomethingExpires(room, now));
        }

        if (!isKnown)
        {
            _rooms.Add(address, room);
        }

        _bytes += cost;
        return AppendResult.Stored(id, room.Add(id, body, now), isNew: true, createdRoom: !isKnown);
    }

    private TimeSpan UntilSomethingExpires(MemoryRoom room, DateTimeOffset now)
        => room.OldestTime is DateTimeOffset oldest
            ? oldest + _options.Retention - now + TimeSpan.FromMilliseconds(1)
            : TimeSpan.FromMinutes(1);

    private void Expire(MemoryRoom room, DateTimeOffset now)
    {
        (int entries, long bytes) = room.Expire(now - _options.Retention);
        _bytes -= bytes;
        _expired += entries;
    }

    // To the millisecond, as it is sent.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());

    private void Unwatch(Action<RoomAddress> receiver)
    {
        lock (_lock)
        {
            _receivers.Remove(receiver);
        }
    }

    private sealed class Watcher(MemoryRoomStore store, Action<RoomAddress> receiver) : IDisposable
    {
        public void Dispose() => store.Unwatch(receiver);
    }
}
