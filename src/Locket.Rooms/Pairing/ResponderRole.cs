using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Cpace;
using Locket.Rooms.Curves;
using Locket.Rooms.Entries;
using Locket.Rooms.Ratchet;
using Locket.Secrets;

namespace Locket.Rooms.Pairing;

/// <summary>What a member does as B: it answers starts, and takes A's proofs.</summary>
internal sealed class ResponderRole
{
    private readonly PairingWork _work;

    public ResponderRole(PairingWork work) => _work = work;

    /// <summary>Answers a start; draws the ratchet key, then the scalar. There must be room for the run and for an attempt.</summary>
    public void Answer(WaitingStart start, DateTimeOffset now)
    {
        // Nothing is drawn and no try is given for what cannot be answered.
        if (!P256Point.TryDecode(start.IdentityKey.Span, out P256Point? identity) || !P256Point.IsPoint(start.Share.Span))
        {
            _work.Output.Drop(PairingRefusal.Point, start.Member, start.Seq);
            return;
        }

        // Another answer under an id that is open or counted would be a try that nobody counts, however much has passed since the first.
        AttemptId attempt = AttemptId.Of(start.Member, _work.Self, start.Session.Span);
        if (_work.Limiter.Holds(attempt))
        {
            _work.Output.Drop(PairingRefusal.Replayed, start.Member, start.Seq);
            return;
        }

        using P256PrivateKey ratchetKey = _work.Context.Random.CreateKey();
        using P256Point ratchetPoint = ratchetKey.ExportPublicPoint();
        byte[] channel = PairingKeys.Channel(_work.Context.Keys, start.Member, _work.Self);
        CpaceMessage message = new(start.Share.Span, PairingKeys.AssociatedDataOfA(_work.Context.Keys.Suite));
        byte[] associatedData = PairingKeys.AssociatedDataOfB(_work.Context.Keys.Suite, ratchetPoint.Encoded);
        if (!CpaceResponder.TryRespond(
            _work.Inputs(channel, start.Session.Span), message, associatedData, _work.Context.Random, out CpaceResponder? cpace))
        {
            _work.Output.Drop(PairingRefusal.Point, start.Member, start.Seq);
            return;
        }

        using (cpace)
        {
            _work.Limiter.Begin(attempt, start.Member, now);
            _work.State.Runs.Add(
                new ResponderRun(start.Member, identity, start.Session.Span, now, cpace.Save(), ratchetKey.ExportScalar()));
            _work.Output.Bodies.Enqueue(new AnswerBody
            {
                From = _work.Self,
                To = start.Member,
                Session = start.Session.Span,
                Share = cpace.Share,
                RatchetKey = ratchetPoint.Encoded,
                Tag = cpace.Tag,
            }.Write());
        }
    }

    /// <summary>Takes A's proof, even where the room is locked: the try was given with the answer, and this gives none.</summary>
    public void Take(in ConfirmBody confirm, long seq, DateTimeOffset now)
    {
        if (!TryFind(confirm.From, confirm.Session, out ResponderRun? run))
        {
            _work.Output.Drop(PairingRefusal.NoRun, confirm.From, seq);
        }
        else if (_work.IsFullFor(confirm.From))
        {
            _work.Output.Drop(PairingRefusal.RoomFull, confirm.From, seq);
        }
        else if (!run.TryConfirm(confirm.Tag, out SecretBytes? key))
        {
            _work.Output.Drop(PairingRefusal.Proof, confirm.From, seq);
        }
        else
        {
            using (key)
            {
                Open(run, key, confirm, seq, now);
            }
        }
    }

    /// <summary>Takes somebody's word that our answer was wrong. It ends nothing: what A itself says may still come.</summary>
    /// <remarks>
    /// To somebody who has paired with nobody, the word of a member of the conversation means that the password is wrong, most likely: each
    /// further answer would be one more attempt to those who are there. It may be forged, so it delays that answer and does no more.
    /// </remarks>
    public void Take(in RefuseBody refuse, long seq, DateTimeOffset now)
    {
        if (!TryFind(refuse.From, refuse.Session, out ResponderRun? run) || run.MakesRoom || run.IsRefused)
        {
            _work.Output.Drop(PairingRefusal.NoRun, refuse.From, seq);
            return;
        }

        bool talks = _work.State.Talkers.Contains(refuse.From);
        run.MakesRoom = !talks || _work.State.HasPaired || !run.HoldsPlace(now);
        run.IsRefused = true;
        _work.Output.Events.Enqueue(new PairingEvent.RefusedByPeer(refuse.From, talks));
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(ResponderRole);

    private bool TryFind(MemberId peer, ReadOnlySpan<byte> session, [NotNullWhen(true)] out ResponderRun? run)
    {
        run = null;
        foreach (ResponderRun item in _work.State.AnsweredRuns)
        {
            run ??= item.Is(peer, session) ? item : null;
        }

        return run is not null;
    }

    private void Open(ResponderRun run, SecretBytes key, in ConfirmBody confirm, long seq, DateTimeOffset now)
    {
        byte[] channel = PairingKeys.Channel(_work.Context.Keys, run.PeerId, _work.Self);
        using PairingKeys keys = PairingKeys.Derive(_work.Context, run.Session, channel, key, run.PeerIdentity);
        RatchetSession? ratchet = RatchetSession.CreateB(keys.Start, run.CopyRatchetKey(), _work.Context.Random, now);
        try
        {
            byte[] binding = PairingKeys.ConfirmBinding(_work.Context.Keys, run.PeerId, _work.Self);
            if (!ratchet.TryOpen(confirm.Message, binding, now, out SecretBytes? empty, out _))
            {
                _work.Output.Drop(PairingRefusal.Proof, run.PeerId, seq);
                return;
            }

            empty.Dispose();
            _work.Limiter.TakeBack(AttemptId.Of(run.PeerId, _work.Self, run.Session), run.PeerId);
            _work.Finish(run, ratchet, keys);
            ratchet = null;
        }
        finally
        {
            ratchet?.Dispose();
        }
    }
}
