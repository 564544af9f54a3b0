using System.Security.Cryptography;
using Locket.Rooms.Cpace;
using Locket.Rooms.Curves;
using Locket.Rooms.Entries;
using Locket.Rooms.Members;
using Locket.Rooms.Pairing;
using Locket.Rooms.Tests.TestSupport;
using Locket.Secrets;
using Xunit;

namespace Locket.Rooms.Tests.Pairing;

/// <summary>An attacker who knows all of a room but the password, reads everything, and counts the passwords that it could test.</summary>
internal sealed class Guesser(SimulatedRoom room, string name) : IDisposable
{
    private readonly SeededRandom _random = new(name);
    private readonly Dictionary<string, (MemberId Target, string Guess, CpaceInitiator Run, byte[] Session, MemberId As)> _starts = [];
    private readonly Dictionary<string, MemberId> _tested = [];
    private readonly List<Identity> _identities = [];
    private int _position;
    private int _number;

    /// <summary>Gets how many guesses were tested: each is one password that is known now to be right or wrong.</summary>
    public int Tested => _tested.Count;

    /// <summary>Gets a value indicating whether a guess was right.</summary>
    public bool Succeeded { get; private set; }

    /// <summary>Returns how many guesses a member gave away.</summary>
    public int TestedAt(DeskParty member) => _tested.Values.Count(id => id == member.Id);

    /// <summary>Says hello under a fresh identity, so that members start runs with it.</summary>
    public MemberId SayHello()
    {
        Identity identity = Fresh();
        room.Append(new HelloBody
        {
            From = identity.Id,
            Version = 1,
            Suite = RoomVersion.Encode(room.Suite),
            IdentityKey = identity.PublicKey,
            Nonce = Draw(16),
        }.Write());
        return identity.Id;
    }

    /// <summary>Says hello under as many fresh identities.</summary>
    public void SayHellos(int count)
    {
        for (int i = 0; i < count; i++)
        {
            SayHello();
        }
    }

    /// <summary>Makes an identity to start several runs under.</summary>
    public Identity Fresh()
    {
        _identities.Add(Identity.Create(_random));
        return _identities[^1];
    }

    /// <summary>Starts runs that a member remembers, and that make it forget others.</summary>
    public void Flood(DeskParty target, int count)
    {
        Identity identity = Fresh();
        using P256PrivateKey key = _random.CreateKey();
        byte[] share = key.ExportPublicPoint().Encoded.ToArray();
        for (int i = 0; i < count; i++)
        {
            room.Append(new StartBody
            {
                From = identity.Id,
                To = target.Id,
                Session = SessionWith(target, Draw(Nonce.LengthInBytes)),
                IdentityKey = identity.PublicKey,
                Share = share,
            }.Write());
        }
    }

    /// <summary>Starts as many runs with a member, each under a fresh identity.</summary>
    public void StartMany(DeskParty target, int count, byte[]? reusedNonce = null)
    {
        for (int i = 0; i < count; i++)
        {
            StartWith(target, reusedNonce);
        }
    }

    /// <summary>Plays after each second in which everyone reads and sends.</summary>
    public void PlayFor(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            room.Run(1);
            Play();
        }
    }

    /// <summary>Starts a run with a member, for its newest hello; under a fresh identity, unless one is given.</summary>
    public void StartWith(DeskParty target, byte[]? reusedNonce = null, Identity? reused = null)
    {
        Identity identity = reused ?? Fresh();
        byte[] session = SessionWith(target, reusedNonce ?? Draw(Nonce.LengthInBytes));
        string guess = Guess();
        using RoomKeys keys = DeskParty.KeysFor(room, guess);
        byte[] channel = PairingKeys.Channel(keys, identity.Id, target.Id);
        CpaceInitiator run = new(Inputs(keys, channel, session), PairingKeys.AssociatedDataOfA(room.Suite), _random);
        _starts[Convert.ToHexString(session) + identity.Id] = (target.Id, guess, run, session, identity.Id);
        room.Append(new StartBody
        {
            From = identity.Id,
            To = target.Id,
            Session = session,
            IdentityKey = identity.PublicKey,
            Share = run.Share,
        }.Write());
    }

    /// <summary>Reads the log: tests guesses against answers, answers starts that are to it (or to anyone) with guesses.</summary>
    public void Play(bool answersForOthers = false)
    {
        for (; _position < room.Log.Count; _position++)
        {
            Assert.True(EntryBody.TryRead(room.Log[_position], out EntryBody entry));
            if (AnswerBody.TryRead(entry, out AnswerBody answer))
            {
                Test(answer);
            }
            else if (StartBody.TryRead(entry, out StartBody start) && !IsOwn(start.From) && (answersForOthers || IsOwn(start.To)))
            {
                Answer(start);
            }
            else if (entry.Type is EntryType.Confirm or EntryType.Refuse && !IsOwn(entry.From) && (answersForOthers || IsOwn(entry.To)))
            {
                // Either tells whether the guess in our answer was right.
                _tested.TryAdd(Convert.ToHexString(entry.Content[..StartBody.SessionInBytes]), entry.From);
                Succeeded |= entry.Type == EntryType.Confirm;
            }
        }
    }

    public void Dispose()
    {
        _identities.ForEach(identity => identity.Dispose());
        foreach (var (_, start) in _starts)
        {
            start.Run.Dispose();
        }
    }

    private static CpaceInputs Inputs(RoomKeys keys, byte[] channel, byte[] session)
        => new() { PasswordSecret = keys.PasswordSecret, Channel = channel, Session = session };

    private void Test(in AnswerBody answer)
    {
        if (_starts.TryGetValue(Convert.ToHexString(answer.Session) + answer.To, out var start) && start.Target == answer.From)
        {
            // Each answer tests the guess of the newest start under its session: one more try, if an earlier one was answered.
            Assert.True(_tested.TryAdd(Convert.ToHexString(answer.Share), answer.From), "one share in two answers");
            Span<byte> tag = stackalloc byte[32];
            byte[] data = PairingKeys.AssociatedDataOfB(room.Suite, answer.RatchetKey);
            bool isRight = start.Run.TryFinish(new CpaceMessage(answer.Share, data), answer.Tag, tag, out SecretBytes? key);
            key?.Dispose();
            Succeeded |= isRight;
        }
    }

    private void Answer(in StartBody start)
    {
        using RoomKeys keys = DeskParty.KeysFor(room, Guess());
        byte[] channel = PairingKeys.Channel(keys, start.From, start.To);
        using P256PrivateKey ratchetKey = _random.CreateKey();
        byte[] point = ratchetKey.ExportPublicPoint().Encoded.ToArray();
        Assert.True(CpaceResponder.TryRespond(
            Inputs(keys, channel, start.Session.ToArray()),
            new CpaceMessage(start.Share, PairingKeys.AssociatedDataOfA(room.Suite)),
            PairingKeys.AssociatedDataOfB(room.Suite, point),
            _random,
            out CpaceResponder? run));
        using (run)
        {
            room.Append(new AnswerBody
            {
                From = start.To,
                To = start.From,
                Session = start.Session,
                Share = run.Share,
                RatchetKey = point,
                Tag = run.Tag,
            }.Write());
        }
    }

    private bool IsOwn(MemberId member) => _identities.Exists(identity => identity.Id == member);

    private byte[] SessionWith(DeskParty target, byte[] nonce)
    {
        byte[] hello = room.Log.FindLast(body => body[0] == (byte)EntryType.Hello && MemberId.FromBytes(body.AsSpan(1, 16)) == target.Id)!;
        return [.. hello.AsSpan(hello.Length - Nonce.LengthInBytes), .. nonce];
    }

    private byte[] Draw(int lengthInBytes)
    {
        byte[] bytes = new byte[lengthInBytes];
        _random.Fill(bytes);
        return bytes;
    }

    private string Guess() => $"guess {name} {_number++}";
}
