using System.Text.Json.Nodes;
using Locket.Rooms.Entries;
using Locket.Secrets;

namespace Locket.Rooms.Tests.Interop;

/// <summary>An honest relay's log for members of both implementations.</summary>
internal sealed class MixedRoom(CipherSuite suite) : IDisposable
{
    private static readonly byte[] Address = [.. "0123456789abcdef"u8];

    private readonly List<byte[]> _log = [];
    private readonly List<(Room Room, RoomKeys Keys)> _rooms = [];
    private readonly List<(PythonMember Member, RoomKeys Keys)> _pythons = [];
    private readonly Dictionary<object, int> _taken = [];

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Gets what happened at the members of this implementation.</summary>
    public Dictionary<Room, List<RoomEvent>> Events { get; } = [];

    public async Task<Room> JoinAsync(string name, byte password = 1)
    {
        RoomKeys keys = Keys(password);
        Room room = Room.Create(keys, new RoomOptions { Name = name, LongestNoticeDelay = TimeSpan.Zero }, [], Now);
        _rooms.Add((room, keys));
        _taken[room] = 0;
        Events[room] = [];
        Deliver(room);
        room.CaughtUp(1, _log.Count, Now);
        await SettleAsync();
        return room;
    }

    public async Task<PythonMember> JoinPythonAsync(string name, byte password = 1)
    {
        PythonMember member = new();
        RoomKeys keys = Keys(password);
        _pythons.Add((member, keys));
        _taken[member] = 0;
        await member.JoinAsync(keys, name, Now);
        await DeliverAsync(member);
        await member.DoAsync("caught-up", Now, new JsonObject { ["oldest"] = 1, ["head"] = _log.Count });
        await SettleAsync();
        return member;
    }

    /// <summary>Delivers until nobody has anything to say, then again a second later, for what was to wait.</summary>
    public async Task SettleAsync()
    {
        for (int round = 0; round < 2; round++)
        {
            while (await StepAsync())
            {
            }

            Now += TimeSpan.FromSeconds(1);
            _rooms.ForEach(member => member.Room.Tick(Now));
            foreach ((PythonMember member, _) in _pythons)
            {
                await member.DoAsync("tick", Now);
            }
        }
    }

    public void Dispose()
    {
        foreach ((Room room, RoomKeys keys) in _rooms)
        {
            room.Dispose();
            keys.Dispose();
        }

        foreach ((PythonMember member, RoomKeys keys) in _pythons)
        {
            member.Dispose();
            keys.Dispose();
        }
    }

    private async Task<bool> StepAsync()
    {
        int before = _log.Count;
        foreach ((Room room, _) in _rooms)
        {
            foreach (OutboxEntry entry in room.Outbox.ToArray())
            {
                _log.Add(entry.Body.ToArray());
                room.Stored(entry.Id.Span, _log.Count, Now);
            }
        }

        foreach ((PythonMember member, _) in _pythons)
        {
            foreach (byte[] body in member.Outbox)
            {
                _log.Add(body);
                string id = EntryHash.Compute(Address, body).ToString();
                await member.DoAsync("stored", Now, new JsonObject { ["id"] = id, ["seq"] = _log.Count });
            }
        }

        _rooms.ForEach(member => Deliver(member.Room));
        foreach ((PythonMember member, _) in _pythons)
        {
            await DeliverAsync(member);
        }

        return _log.Count > before
            || _rooms.Exists(member => member.Room.Outbox.Count > 0)
            || _pythons.Exists(member => member.Member.Outbox.Count > 0);
    }

    private void Deliver(Room room)
    {
        for (; _taken[room] < _log.Count; _taken[room]++)
        {
            room.Receive(new RoomEntry(_taken[room] + 1, Now, _log[_taken[room]]), Now);
        }

        room.Tick(Now);
        while (room.TryTakeEvent(out RoomEvent? happened))
        {
            Events[room].Add(happened);
        }
    }

    private async Task DeliverAsync(PythonMember member)
    {
        for (; _taken[member] < _log.Count; _taken[member]++)
        {
            await member.DoAsync("receive", Now, new JsonObject
            {
                ["seq"] = _taken[member] + 1,
                ["time"] = Now.ToUnixTimeMilliseconds(),
                ["body"] = Convert.ToHexString(_log[_taken[member]]),
            });
        }
    }

    private RoomKeys Keys(byte password)
    {
        SecretBytes secret = new(RoomKeys.PasswordSecretInBytes);
        secret.Span.Fill(password);
        return new RoomKeys(Address, secret, suite);
    }
}
