using System.Security.Cryptography;
using System.Text;
using Locket.Rooms.Entries;
using Locket.Rooms.Members;
using Locket.Rooms.Pairing;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Pairing;

/// <summary>A member as far as its desk goes: sends and reads, and keeps the sessions.</summary>
internal sealed class DeskParty : IPairedMembers, IDisposable
{
    private readonly SimulatedRoom _room;
    private readonly RoomKeys _keys;

    public DeskParty(SimulatedRoom room, string name, string password, byte[]? savedAttempts)
    {
        _room = room;
        Name = name;
        Random = new SeededRandom(name);
        _keys = KeysFor(room, password);
        Identity = Identity.Create(Random);
        Context = new PairingContext { Keys = _keys, Identity = Identity, Paired = this, Random = Random };
        Desk = PairingDesk.Create(Context, savedAttempts, room.Now);
    }

    public string Name { get; }

    public SeededRandom Random { get; }

    public Identity Identity { get; }

    public PairingContext Context { get; }

    public PairingDesk Desk { get; private set; }

    public MemberId Id => Identity.Id;

    /// <summary>Gets the sessions by member.</summary>
    public Dictionary<MemberId, PairedSession> Sessions { get; } = [];

    public List<PairingEvent> Events { get; } = [];

    /// <summary>Gets what is not sent yet, which outlives a restart like a room's outbox does.</summary>
    public Queue<byte[]> Outbox { get; } = [];

    /// <summary>Gets or sets how much of the log was read.</summary>
    public int Position { get; set; }

    /// <summary>Gets or sets a value indicating whether it neither reads nor sends.</summary>
    public bool IsAway { get; set; }

    /// <summary>Gets or sets a value indicating whether it is saved and restored after every input.</summary>
    public bool Restarts { get; set; }

    public int Count => Sessions.Count;

    public bool Contains(MemberId member) => Sessions.ContainsKey(member);

    public static RoomKeys KeysFor(SimulatedRoom room, string password)
        => new(SimulatedRoom.Address, new SecretBytes(SHA256.HashData(Encoding.UTF8.GetBytes(password))), room.Suite);

    public void Send()
    {
        Collect();
        while (!IsAway && Outbox.TryDequeue(out byte[]? body))
        {
            _room.Append(body);
        }
    }

    public void ReadAll()
    {
        while (!IsAway && Position < _room.Log.Count)
        {
            Read(_room.Log[Position], ++Position);
        }

        if (!IsAway)
        {
            CaughtUp();
        }
    }

    public void CaughtUp(bool isLogNew = false)
    {
        Desk.CaughtUp(isLogNew, _room.Now);
        Collect();
    }

    public void Read(byte[] body, long seq)
    {
        if (EntryBody.TryRead(body, out EntryBody entry))
        {
            Take(entry, seq);
        }

        Collect();
    }

    public void Tick()
    {
        Desk.Tick(_room.Now);
        Collect();
    }

    public void Do(Action<PairingDesk> act)
    {
        act(Desk);
        Collect();
    }

    /// <summary>Stops and goes on from what was saved.</summary>
    public void Restart()
    {
        Drain();
        Reopen();
    }

    public void EndSession(MemberId member)
    {
        Sessions[member].Dispose();
        Sessions.Remove(member);
    }

    public int CountOf<T>()
        where T : PairingEvent
        => Events.Count(item => item is T);

    public void Dispose()
    {
        Desk.Dispose();
        Identity.Dispose();
        _keys.Dispose();
        foreach (PairedSession session in Sessions.Values)
        {
            session.Dispose();
        }
    }

    private void Take(in EntryBody entry, long seq)
    {
        if (HelloBody.TryRead(entry, out HelloBody hello))
        {
            Desk.TakeHello(hello, seq, _room.Now);
        }
        else if (StartBody.TryRead(entry, out StartBody start))
        {
            Desk.TakeStart(start, seq, _room.Now);
        }
        else if (AnswerBody.TryRead(entry, out AnswerBody answer))
        {
            Desk.TakeAnswer(answer, seq, _room.Now);
        }
        else if (ConfirmBody.TryRead(entry, out ConfirmBody confirm))
        {
            Desk.TakeConfirm(confirm, seq, _room.Now);
        }
        else if (RefuseBody.TryRead(entry, out RefuseBody refuse))
        {
            Desk.TakeRefuse(refuse, seq, _room.Now);
        }
    }

    private void Collect()
    {
        Drain();
        if (Restarts)
        {
            Reopen();
        }
    }

    private void Drain()
    {
        while (Desk.TryTakeBody(out byte[]? body))
        {
            Outbox.Enqueue(body);
        }

        while (Desk.TryTakeEvent(out PairingEvent? item))
        {
            Events.Add(item);
            if (item is PairingEvent.Paired paired)
            {
                Take(paired.Session);
            }
        }
    }

    /// <summary>Keeps one session of each member: the one agreed to, or of two that crossed the one whose A has the lower id.</summary>
    private void Take(PairedSession session)
    {
        if (!Sessions.Remove(session.Member, out PairedSession? old))
        {
            Sessions.Add(session.Member, session);
            return;
        }

        Assert.True(session.IsAgain || (old.IsInitiator && !session.IsInitiator), "paired twice without consent");
        bool isNewer = session.IsAgain || session.Member < Id;
        Sessions.Add(session.Member, isNewer ? session : old);
        (isNewer ? old : session).Dispose();
    }

    private void Reopen()
    {
        using SecretBytes saved = Desk.Save();
        Desk.Dispose();
        Assert.True(PairingDesk.TryRestore(saved.Span, Context, _room.Now, out PairingDesk? desk));
        Desk = desk;
        using SecretBytes again = Desk.Save();
        Assert.Equal(saved.Span, again.Span);
        Desk.CaughtUp(isLogNew: false, _room.Now);
        Drain();
    }
}
