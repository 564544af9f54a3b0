using Locket.Rooms.Entries;
using Locket.Rooms.Messages;
using Locket.Rooms.Pairing;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>Takes what the pairing desk gives: bodies to the outbox, sessions to the members, the rest to the user.</summary>
internal sealed class DeskLiaison
{
    private readonly RoomWork _work;
    private readonly Poster _poster;

    public DeskLiaison(RoomWork work, Poster poster)
    {
        _work = work;
        _poster = poster;
    }

    private RoomState State => _work.State;

    /// <summary>Takes all there is. Bodies go first: a confirm must be in the log before the first message of its session.</summary>
    public void Drain()
    {
        while (_work.Desk.TryTakeBody(out byte[]? body))
        {
            State.Outbox.TryAdd(new OutboxItem(EntryHash.Compute(_work.Keys.Address, body), body, OutboxRole.Other, Local: 0));
        }

        while (_work.Desk.TryTakeEvent(out PairingEvent? pairingEvent))
        {
            Take(pairingEvent);
        }
    }

    private static SecurityEventKind KindOf(PairingRefusal reason) => reason switch
    {
        PairingRefusal.Identity => SecurityEventKind.RefusedIdentity,
        PairingRefusal.Point => SecurityEventKind.Malformed,
        PairingRefusal.Proof => SecurityEventKind.Damaged,
        PairingRefusal.Flood or PairingRefusal.RoomFull => SecurityEventKind.Flood,
        _ => SecurityEventKind.Replayed,
    };

    private void Take(PairingEvent pairingEvent)
    {
        switch (pairingEvent)
        {
            case PairingEvent.Paired paired:
                Begin(paired.Session);
                break;
            case PairingEvent.AttemptCounted counted:
                Count(counted);
                break;
            case PairingEvent.AttemptGivenBack back:
                _work.Events.Enqueue(new AttemptGivenBack(back.Member, back.Count));
                break;
            case PairingEvent.Locked:
                _work.Events.Enqueue(new Locked());
                break;
            case PairingEvent.Unlocked:
                _work.Events.Enqueue(new Unlocked());
                break;
            case PairingEvent.RefusedByPeer refused:
                _work.Events.Enqueue(new RefusedByPeer(refused.Member, refused.Talks));
                break;
            case PairingEvent.OtherVersion other:
                if (_work.TryNote(SecurityEventKind.OtherVersion))
                {
                    _work.Events.Enqueue(new OtherVersion(other.Member, other.Version));
                }

                break;
            case PairingEvent.OtherSuite other:
                if (_work.TryNote(SecurityEventKind.OtherSuite))
                {
                    _work.Events.Enqueue(new OtherSuite(other.Member));
                }

                break;
            case PairingEvent.PairAgainAsked asked:
                _work.Events.Enqueue(new PairAgainAsked(asked.Member));
                break;
            case PairingEvent.Dropped dropped:
                _work.Refuse(KindOf(dropped.Reason), dropped.Member, dropped.Seq);
                break;
            default:
                throw new InvalidOperationException("internal error: the desk says what the room does not know");
        }
    }

    private void Begin(PairedSession session)
    {
        HeldSession held = new(session.Ratchet, session.PhraseKey, session.IsInitiator);
        if (State.Peers.Find(session.Member) is not { } peer)
        {
            peer = new Peer(session.Member, State.Peers.FreeSlot(), new PeerSessions(held)) { LastSent = _work.Now };
            State.Peers.Add(peer);
            State.Unpaired.Forget(peer.Id);
            State.Gathering = State.Waiting.Count == 0 ? null : (State.Gathering?.First ?? _work.Now, _work.Now);
            _work.Events.Enqueue(new Paired(peer.Id));
        }
        else if (session.IsAgain)
        {
            peer.Sessions.Replace(held);
            peer.ForgetAsked();
            _work.Events.Enqueue(new Paired(peer.Id));
        }
        else
        {
            peer.Sessions.Cross(held);
            peer.ForgetAsked();
        }

        peer.LastHeard = _work.Now;
        if (peer.Sessions.Sending != held)
        {
            return;
        }

        if (peer.IsConfirmed)
        {
            _work.Events.Enqueue(new Confirmed(peer.Id));
        }

        MemberName.Write(_work.Options.Name, _poster.Part(MemberName.LengthInBytes(_work.Options.Name)));
        _poster.Post(MessageKind.Name, MemberName.LengthInBytes(_work.Options.Name), [peer]);
    }

    private void Count(PairingEvent.AttemptCounted counted)
    {
        bool isTold = counted.Side == AttemptSide.Told;
        _work.Events.Enqueue(new AttemptCounted(isTold ? AttemptSource.Elsewhere : AttemptSource.Here, counted.Count, counted.Member));
        _work.Refuse(isTold ? SecurityEventKind.WrongPasswordElsewhere : SecurityEventKind.WrongPasswordHere, counted.Member, seq: 0);
        if (!isTold)
        {
            counted.Id.CopyTo(_poster.Part(AttemptId.LengthInBytes));
            _poster.Post(MessageKind.Attempts, AttemptId.LengthInBytes, State.Peers.Where(peer => peer.GetsCopies));
        }
    }
}
