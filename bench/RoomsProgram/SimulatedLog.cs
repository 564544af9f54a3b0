using System.Security.Cryptography;
using Locket.Rooms;

namespace Locket.Bench.Rooms;

/// <summary>Rooms joined by a log in memory: what a relay does, without the network.</summary>
internal sealed class SimulatedLog : IDisposable
{
    private const int MostStepsToPair = 100_000;

    private readonly List<byte[]> _bodies = [];
    private readonly Dictionary<string, long> _numbers = [];
    private readonly List<Room> _rooms = [];
    private readonly List<int> _places = [];
    private readonly RoomKeys _keys;

    public SimulatedLog(CipherSuite suite)
    {
        using Password password = new("hello");
        _keys = RoomKeys.Derive(RoomCode.Generate(), password, suite);
    }

    public DateTimeOffset Now { get; private set; } = DateTimeOffset.UnixEpoch.AddYears(56);

    public IReadOnlyList<Room> Rooms => _rooms;

    /// <summary>The number of the newest entry.</summary>
    public long Head => _bodies.Count;

    /// <summary>Lets members in, one after the other, and pairs each with all before it.</summary>
    public void Join(int members)
    {
        for (int member = 0; member < members; member++)
        {
            _rooms.Add(Room.Create(_keys, new RoomOptions { Name = $"member {member}", Acknowledges = false }, [], Now));
            _places.Add(0);
            Settle();
        }
    }

    /// <summary>Everybody is gone, and the log is empty; the keys stay.</summary>
    public void Empty()
    {
        _rooms.ForEach(room => room.Dispose());
        _rooms.Clear();
        _places.Clear();
        _bodies.Clear();
        _numbers.Clear();
    }

    /// <summary>Delivers until everyone is paired with everyone.</summary>
    public void Settle()
    {
        for (int step = 0; step < MostStepsToPair; step++)
        {
            if (DeliverAll())
            {
                continue;
            }

            if (_rooms.TrueForAll(room => room.Members.Count(other => other.IsPaired) == _rooms.Count - 1))
            {
                return;
            }

            Now += TimeSpan.FromMilliseconds(500);
            _rooms.ForEach(room => room.Tick(Now));
        }

        throw new InvalidOperationException("the members did not pair");
    }

    /// <summary>Takes what a room wants to send: appended, confirmed, and given back.</summary>
    public byte[] TakeOne(Room room)
    {
        OutboxEntry entry = room.Outbox[0];
        byte[] body = entry.Body.ToArray();
        room.Stored(entry.Id.Span, Append(body), Now);
        return body;
    }

    /// <summary>The next entry of a reader that goes through the log by itself.</summary>
    public RoomEntry EntryAt(long seq) => new(seq, Now, _bodies[(int)seq - 1]);

    /// <summary>Notes that a room has taken everything so far, by means other than <see cref="Settle"/>.</summary>
    public void CountAsTaken(Room room) => _places[_rooms.IndexOf(room)] = _bodies.Count;

    public void Dispose()
    {
        _rooms.ForEach(room => room.Dispose());
        _keys.Dispose();
    }

    public static void DropEvents(Room room)
    {
        while (room.TryTakeEvent(out _))
        {
            // Nobody looks at them here.
        }
    }

    private bool DeliverAll()
    {
        bool any = false;
        for (int index = 0; index < _rooms.Count; index++)
        {
            Room room = _rooms[index];
            while (room.Outbox.Count > 0)
            {
                _ = TakeOne(room);
                any = true;
            }

            if (_places[index] == 0)
            {
                ReadAll(index);
                room.CaughtUp(1, Head, Now);
            }

            any |= ReadAll(index);

            DropEvents(room);
        }

        return any;
    }

    private bool ReadAll(int index)
    {
        int from = _places[index];
        for (; _places[index] < _bodies.Count; _places[index]++)
        {
            _rooms[index].Receive(EntryAt(_places[index] + 1), Now);
        }

        return _places[index] > from;
    }

    private long Append(byte[] body)
    {
        string key = Convert.ToHexString(SHA256.HashData(body));
        if (!_numbers.TryGetValue(key, out long seq))
        {
            _bodies.Add(body);
            seq = _bodies.Count;
            _numbers.Add(key, seq);
        }

        return seq;
    }
}
