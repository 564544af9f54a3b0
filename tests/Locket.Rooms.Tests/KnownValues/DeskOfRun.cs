using Locket.Rooms.Entries;
using Locket.Rooms.Members;
using Locket.Rooms.Pairing;
using Locket.Rooms.Tests.Ratchet;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.KnownValues;

/// <summary>A pairing desk of the published run, with the published random bytes and no others.</summary>
internal sealed class DeskOfRun : IDisposable
{
    private readonly ValueList _values;
    private readonly RoomKeys _keys;
    private readonly Identity _identity;
    private long _seq;

    public DeskOfRun(ValueList values, CipherSuite suite, string side, params string[] random)
        : this(values, suite, side, Room.Bytes("prs"), random)
    {
    }

    /// <summary>Makes a desk that works with another password.</summary>
    public DeskOfRun(ValueList values, CipherSuite suite, string side, byte[] passwordSecret, params string[] random)
    {
        _values = values;
        SecretBytes secret = new(RoomKeys.PasswordSecretInBytes);
        passwordSecret.CopyTo(secret.Span);
        _keys = new RoomKeys(Room.Bytes("address"), secret, suite);
        Assert.True(Identity.TryRestore(values.Bytes($"identity-of-{side}"), out Identity? identity));
        _identity = identity;
        PairingContext context = new()
        {
            Keys = _keys,
            Identity = identity,
            Paired = new Nobody(),
            Random = new GivenRandom([.. random.Select(values.Bytes)]),
        };
        Desk = PairingDesk.Create(context, [], RatchetPair.Start);
        Desk.CaughtUp(isLogNew: false, RatchetPair.Start);
    }

    /// <summary>Gets the room that the published run is in.</summary>
    public static ValueList Room => ValueList.Read("pairing.txt", "code k7qx-29mf-c3pd");

    public PairingDesk Desk { get; }

    public MemberId Id => _identity.Id;

    /// <summary>It has this body to post, and no other.</summary>
    public void Says(string name)
    {
        Assert.True(Desk.TryTakeBody(out byte[]? body), $"no {name}");
        Assert.Equal(_values.Text(name), Convert.ToHexStringLower(body));
        Assert.False(Desk.TryTakeBody(out _));
    }

    public void Take(byte[] body)
    {
        Assert.True(EntryBody.TryRead(body, out EntryBody entry));
        _seq++;
        if (HelloBody.TryRead(entry, out HelloBody hello))
        {
            Desk.TakeHello(hello, _seq, RatchetPair.Start);
        }
        else if (StartBody.TryRead(entry, out StartBody start))
        {
            Desk.TakeStart(start, _seq, RatchetPair.Start);
        }
        else if (AnswerBody.TryRead(entry, out AnswerBody answer))
        {
            Desk.TakeAnswer(answer, _seq, RatchetPair.Start);
        }
        else
        {
            Assert.True(ConfirmBody.TryRead(entry, out ConfirmBody confirm));
            Desk.TakeConfirm(confirm, _seq, RatchetPair.Start);
        }
    }

    /// <summary>The session that it paired for.</summary>
    public PairedSession Session()
    {
        while (Desk.TryTakeEvent(out PairingEvent? happened))
        {
            if (happened is PairingEvent.Paired paired)
            {
                return paired.Session;
            }
        }

        throw new InvalidOperationException("it has not paired");
    }

    public void Dispose()
    {
        Desk.Dispose();
        _identity.Dispose();
        _keys.Dispose();
    }

    private sealed class Nobody : IPairedMembers
    {
        public int Count => 0;

        public bool Contains(MemberId member) => false;
    }
}
