using Locket.Rooms.Entries;
using Locket.Rooms.Messages;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>Opens what members send, checks it against what came before, and gives its content on.</summary>
internal sealed class MessageTaker
{
    private readonly RoomWork _work;
    private readonly ContentTaker _contents;

    public MessageTaker(RoomWork work)
    {
        _work = work;
        _contents = new ContentTaker(work);
    }

    private RoomState State => _work.State;

    /// <summary>Takes a message whose form is right, from the log.</summary>
    public void Take(in MessageBody message, RoomEntry entry)
    {
        // 1. For us, of somebody whom we have a session with?
        if (!message.TryFind(State.Self, out ReadOnlySpan<byte> wrap))
        {
            return;
        }

        if (!MessageScope.TryTextLength(message.Sealed.Length, out int textInBytes) || message.From == State.Self)
        {
            _work.Refuse(SecurityEventKind.Malformed, message.From, entry.Seq);
            return;
        }

        if (State.Peers.Find(message.From) is not { } peer)
        {
            _work.Refuse(SecurityEventKind.Damaged, message.From, entry.Seq);
            return;
        }

        Span<byte> text = _work.Buffer.Take(textInBytes);
        try
        {
            // 2. What does not open changes nothing.
            OpenedMessage opened = Open(peer, message, wrap, text, out HeldSession session);
            if (opened.Failure != OpenFailure.None)
            {
                _work.Refuse(KindOf(opened.Failure), message.From, entry.Seq);
                return;
            }
            if (!opened.IsWhole || !MessageContent.TryRead(opened.Head.Kind, opened.Part, out MessageContent content))
            {
                _work.Refuse(SecurityEventKind.BadMessage, peer.Id, entry.Seq);
                return;
            }

            // 3. What it says beside its content, then the content.
            Check(peer, opened, entry);
            NoteHead(peer, opened.Head, entry.Seq);
            _contents.Take(peer, session, opened.Head, content, message, entry);
        }
        finally
        {
            PlaintextBuffer.Release(text);
        }
    }

    private static SecurityEventKind KindOf(OpenFailure failure) => failure switch
    {
        OpenFailure.Replayed => SecurityEventKind.Replayed,
        OpenFailure.TooFarAhead => SecurityEventKind.TooFarAhead,
        OpenFailure.TooOld => SecurityEventKind.TooOld,
        OpenFailure.Diverged => SecurityEventKind.Diverged,
        _ => SecurityEventKind.Damaged,
    };

    /// <summary>Opens a message in whichever session it was sealed in.</summary>
    private OpenedMessage Open(
        Peer peer, scoped in MessageBody message, scoped ReadOnlySpan<byte> wrap, Span<byte> text, out HeldSession session)
    {
        OpenFailure failure = OpenFailure.None;
        foreach (HeldSession held in peer.Sessions)
        {
            ulong renewals = held.Ratchet.Renewals;
            OpenedMessage opened = MessageOpener.Open(_work.Keys, State.Self, message, wrap, held.Ratchet, _work.Now, text);
            session = held;
            if (opened.Failure == OpenFailure.None)
            {
                NoteOpened(peer, held, held.Ratchet.Renewals != renewals);
                return opened;
            }

            // Any other reason says more: then the header is one of that session's.
            failure = failure is OpenFailure.None or OpenFailure.Damaged ? opened.Failure : failure;
        }

        session = peer.Sessions.Sending;
        return new OpenedMessage { Failure = failure };
    }

    private void NoteOpened(Peer peer, HeldSession session, bool isRenewed)
    {
        peer.LastHeard = _work.Now;
        HeldSession before = peer.Sessions.Sending;
        bool isConfirmed = peer.Sessions.NoteOpened(session, State.Self < peer.Id);
        if (isRenewed || peer.Sessions.Sending != before)
        {
            peer.ForgetAsked();
        }

        if (isConfirmed)
        {
            _work.Events.Enqueue(new Confirmed(peer.Id));
        }

        if (isRenewed)
        {
            _work.Events.Enqueue(new KeysRenewed(peer.Id, (long)session.Ratchet.Renewals));
        }

        if (peer.Sessions.Missing != peer.MissingShown)
        {
            peer.MissingShown = peer.Sessions.Missing;
            _work.Events.Enqueue(new MissingChanged(peer.Id, peer.MissingShown));
        }
    }

    private void Check(Peer peer, in OpenedMessage opened, RoomEntry entry)
    {
        TrailFinding finding = peer.Trail.Add(opened.Number, MessageHash.Of(entry.Body), opened.Head.Previous);
        if (finding.HasFlag(TrailFinding.Reordered))
        {
            _work.Refuse(SecurityEventKind.Reordered, peer.Id, entry.Seq);
        }

        if (finding.HasFlag(TrailFinding.Forked))
        {
            _work.Refuse(SecurityEventKind.ForkedSender, peer.Id, entry.Seq);
        }

        MessageHead head = opened.Head;
        if (head.Seen > State.Log.Position)
        {
            State.Claims.Add(new SeenClaim(peer.Id, head.Seen, head.SeenId));
        }
        else if (State.Log.TryFind(head.Seen, out EntryHash id) && id != head.SeenId)
        {
            _work.Refuse(SecurityEventKind.ForkedRoom, peer.Id, entry.Seq);
        }

        bool isClockOff = head.SentAt - _work.Clock.ToUnixTimeMilliseconds() > TranscriptLimits.ClockTolerance.TotalMilliseconds;
        if (isClockOff && !peer.IsClockOff)
        {
            _work.Refuse(SecurityEventKind.ClockOff, peer.Id, entry.Seq);
        }

        peer.IsClockOff = isClockOff;
    }

    private void NoteHead(Peer peer, in MessageHead head, long seq)
    {
        // Where numbers are missing, it may be another log than ours were in; and what stands behind the message was not in this one.
        bool isOfThisLog = head.Seen < seq && (State.Log.GapAfter == 0 || head.Seen <= State.Log.GapAfter);
        long seen = isOfThisLog ? head.Seen : 0;
        long read = Math.Min(head.Read, seen);
        if (seen > peer.SeenBy || read > peer.ReadBy)
        {
            peer.SeenBy = Math.Max(peer.SeenBy, seen);
            peer.ReadBy = Math.Max(peer.ReadBy, read);
            State.Deliveries.Update(peer, _work.Events);
        }

        // Who has sent since the last turn has sent its turn: it is on its way.
        peer.AsksForTurn |= head.AsksForTurn && peer.Session.OwesTurn;
        if (head.Kind.AsksForAcknowledgement())
        {
            peer.NewestAckable = seq;
        }
    }
}
