using Locket.Wire;

namespace Locket.Relay.Stores;

/// <summary>One room's log in memory. Not safe for use from many threads: the store's lock is held around every call.</summary>
internal sealed class MemoryRoom
{
    // A ring would save the move at expiry; entries expire in runs, so that a list's one move per run is as good.
    private readonly List<RoomEntry> _entries = [];
    private readonly Dictionary<EntryId, long> _seqs = [];

    /// <param name="head">The number before the first.</param>
    /// <param name="now">When the room is made.</param>
    public MemoryRoom(long head, DateTimeOffset now)
    {
        Head = head;
        LastTime = now;
    }

    public long Head { get; private set; }

    public long Oldest => Head - _entries.Count + 1;

    public int Count => _entries.Count;

    public long Bytes { get; private set; }

    /// <summary>Gets the time of the newest entry, also after it has expired.</summary>
    public DateTimeOffset LastTime { get; private set; }

    public DateTimeOffset? OldestTime => _entries.Count == 0 ? null : _entries[0].Time;

    public static long Cost(int bodyLength) => bodyLength + (long)RoomStoreOptions.EntryOverheadInBytes;

    public bool TryFind(EntryId id, out long seq) => _seqs.TryGetValue(id, out seq);

    public long Add(EntryId id, byte[] body, DateTimeOffset now)
    {
        // A clock that is set back must not make entries expire out of order.
        LastTime = now > LastTime ? now : LastTime;
        Head++;
        _entries.Add(new RoomEntry(Head, LastTime, id, body));
        _seqs.Add(id, Head);
        Bytes += Cost(body.Length);
        return Head;
    }

    public RoomPage Read(long after)
    {
        // Above the head: of a log that is gone.
        long first = after > Head ? Oldest : Math.Max(after + 1, Oldest);
        List<RoomEntry> page = [];
        long bytes = 0;
        for (long seq = first; seq <= Head && page.Count < IRoomStore.MaxPageEntries; seq++)
        {
            RoomEntry entry = _entries[(int)(seq - Oldest)];
            bytes += entry.Body.Length;
            if (page.Count > 0 && bytes > IRoomStore.MaxPageBytes)
            {
                break;
            }

            page.Add(entry);
        }

        return new RoomPage(page, Oldest, Head);
    }

    /// <summary>Drops entries taken before <paramref name="limit"/>.</summary>
    public (int Entries, long Bytes) Expire(DateTimeOffset limit)
    {
        int count = 0;
        long bytes = 0;
        while (count < _entries.Count && _entries[count].Time < limit)
        {
            bytes += Cost(_entries[count].Body.Length);
            _seqs.Remove(_entries[count].Id);
            count++;
        }

        _entries.RemoveRange(0, count);
        Bytes -= bytes;
        return (count, bytes);
    }
}
