using System.Buffers.Binary;
using Locket.Rooms.Messages;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>Acknowledges and renews keys where nothing else is said, and says who is away (docs/protocol.md, "Padded text").</summary>
internal sealed class NoticeSchedule
{
    private readonly RoomWork _work;
    private readonly Poster _poster;

    public NoticeSchedule(RoomWork work, Poster poster)
    {
        _work = work;
        _poster = poster;
    }

    private RoomState State => _work.State;

    /// <summary>Notes who was silent for too long, and who was heard again.</summary>
    public void UpdateAway()
    {
        foreach (Peer peer in State.Peers)
        {
            SetAway(peer, !peer.Session.CanSeal || _work.Now - peer.LastHeard >= _work.Options.Retention);

            // Two who were both silent would wait for each other for ever; so one message in each such time goes out all the same.
            peer.IsWithheld = peer.IsAway && _work.Now - peer.LastSent < _work.Options.Retention;
        }
    }

    /// <summary>Notes who is owed a notice; its time is drawn once for all who come to be owed one until then.</summary>
    public void UpdateDue()
    {
        bool isOwed = State.Peers.Any(IsOwed);
        State.NoticeDue = isOwed ? State.NoticeDue ?? _work.Now + DrawDelay() : null;
    }

    /// <summary>
    /// Answers those who ask for a turn and send so fast that they would run out of what they may send before a notice is due.
    /// </summary>
    public void Hurry()
    {
        if (State.Peers.Any(IsInHurry) && !State.Outbox.IsFull)
        {
            _poster.PostEmpty(MessageKind.Notice, State.Peers.Where(IsInHurry));
        }
    }

    /// <summary>Sends what is due.</summary>
    public void Tick()
    {
        if (State.Outbox.IsFull)
        {
            return;
        }

        if (State.NoticeDue <= _work.Now)
        {
            _poster.PostEmpty(MessageKind.Notice, State.Peers.Where(IsOwed));
            State.NoticeDue = null;
        }

        _poster.PostEmpty(MessageKind.Notice, State.Peers.Where(peer => peer.AskDue() <= _work.Now));
    }

    /// <summary>Gets when there is something to do; null: not before something else happens.</summary>
    public DateTimeOffset? NextDue()
    {
        DateTimeOffset? due = State.Outbox.IsFull ? null : State.NoticeDue;
        foreach (Peer peer in State.Peers)
        {
            due = Earlier(due, State.Outbox.IsFull ? null : peer.AskDue());
            due = Earlier(due, peer.IsAway ? null : peer.LastHeard + _work.Options.Retention);
            due = Earlier(due, peer.IsWithheld ? peer.LastSent + _work.Options.Retention : null);
        }

        return due;
    }

    public static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    private static bool IsInHurry(Peer peer) => peer.AsksForTurn
        && peer.GetsCopies
        && peer.Session.OwesTurn
        && peer.Session.Received >= TranscriptLimits.MessagesBeforeHurry;

    private bool IsOwed(Peer peer) => peer.GetsCopies
        && (peer.AsksForTurn
            || (_work.Options.Acknowledges
                && (peer.NewestAckable > peer.SeenTold || (peer.NewestAckable > peer.ReadTold && State.ReadUpTo > peer.ReadTold))));

    private void SetAway(Peer peer, bool isAway)
    {
        if (peer.IsAway != isAway)
        {
            peer.IsAway = isAway;
            _work.Events.Enqueue(new Away(peer.Id, isAway));
        }
    }

    private TimeSpan DrawDelay()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        _work.Random.Fill(bytes);

        // The remainder's bias, 1 in 140,000, tells nobody anything.
        uint longest = (uint)_work.Options.LongestNoticeDelay.TotalMilliseconds;
        return TimeSpan.FromMilliseconds(BinaryPrimitives.ReadUInt32BigEndian(bytes) % (longest + 1));
    }
}
