using Locket.Rooms.Cpace;
using Locket.Rooms.Curves;
using Locket.Rooms.Entries;
using Locket.Rooms.Ratchet;
using Locket.Secrets;

namespace Locket.Rooms.Pairing;

/// <summary>What a member does as A: it starts runs, and checks what B answers.</summary>
internal sealed class InitiatorRole
{
    private readonly PairingWork _work;

    public InitiatorRole(PairingWork work) => _work = work;

    /// <summary>Starts a run for a hello; draws n_A, then the scalar. There must be room for it.</summary>
    public void Start(WaitingHello hello, DateTimeOffset now)
    {
        if (!P256Point.TryDecode(hello.IdentityKey.Span, out P256Point? identity))
        {
            _work.Output.Drop(PairingRefusal.Identity, hello.Member, hello.Seq);
            return;
        }

        if (!_work.State.TakenHellos.Add((hello.Member, hello.Nonce)))
        {
            return;
        }

        byte[] session = [.. hello.Nonce.ToBytes(), .. Nonce.Draw(_work.Context.Random).ToBytes()];
        byte[] channel = PairingKeys.Channel(_work.Context.Keys, _work.Self, hello.Member);
        CpaceInitiator cpace = new(
            _work.Inputs(channel, session), PairingKeys.AssociatedDataOfA(_work.Context.Keys.Suite), _work.Context.Random);
        _work.State.Runs.Add(new InitiatorRun(hello.Member, identity, session, now, cpace));
        _work.Output.Bodies.Enqueue(new StartBody
        {
            From = _work.Self,
            To = hello.Member,
            Session = session,
            IdentityKey = _work.Context.Identity.PublicKey,
            Share = cpace.Share,
        }.Write());
    }

    /// <summary>Takes an answer, to be checked when that is allowed.</summary>
    public void Take(in AnswerBody answer, long seq)
    {
        MemberId from = answer.From;
        byte[] session = answer.Session.ToArray();
        InitiatorRun? run = _work.State.StartedRuns.FirstOrDefault(item => item.Is(from, session));
        if (run is null || run.Answer is not null)
        {
            _work.Output.Drop(PairingRefusal.NoRun, from, seq);
            return;
        }

        // Our own share, or its negative, comes back from somebody who cannot make one: no guess, and the run goes on.
        if (!P256Point.TryDecode(answer.Share, out P256Point? share)
            || !P256Point.TryDecode(answer.RatchetKey, out P256Point? ratchetKey)
            || share.X.SequenceEqual(run.Cpace.Share[1..(1 + P256Field.LengthInBytes)]))
        {
            _work.Output.Drop(PairingRefusal.Point, from, seq);
            return;
        }

        run.Answer = new WaitingAnswer(share, ratchetKey, answer.Tag.ToArray());
    }

    /// <summary>Checks an answer, which is over with the run: a confirm or a refuse goes out, and either tells B about its guess.</summary>
    public void Check(InitiatorRun run, WaitingAnswer answer, DateTimeOffset now)
    {
        byte[] channel = PairingKeys.Channel(_work.Context.Keys, _work.Self, run.PeerId);
        byte[] associatedData = PairingKeys.AssociatedDataOfB(_work.Context.Keys.Suite, answer.RatchetKey.Encoded);
        Span<byte> tag = stackalloc byte[CpaceTranscript.TagInBytes];
        if (!run.Cpace.TryFinish(new CpaceMessage(answer.Share.Encoded, associatedData), answer.Tag.Span, tag, out SecretBytes? key))
        {
            _work.Output.Bodies.Enqueue(new RefuseBody { From = _work.Self, To = run.PeerId, Session = run.Session }.Write());
            _work.Limiter.Count(AttemptSide.Answer, AttemptId.Of(_work.Self, run.PeerId, run.Session), run.PeerId, now);
            _work.State.Remove(run);
            return;
        }

        using (key)
        {
            using PairingKeys keys = PairingKeys.Derive(_work.Context, run.Session, channel, key, run.PeerIdentity);
            RatchetSession ratchet = RatchetSession.CreateA(keys.Start, answer.RatchetKey, _work.Context.Random, now);
            byte[] message = ratchet.Seal([], PairingKeys.ConfirmBinding(_work.Context.Keys, _work.Self, run.PeerId));
            _work.Output.Bodies.Enqueue(new ConfirmBody
            {
                From = _work.Self,
                To = run.PeerId,
                Session = run.Session,
                Tag = tag,
                Message = message,
            }.Write());
            _work.Finish(run, ratchet, keys);
        }
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(InitiatorRole);
}
