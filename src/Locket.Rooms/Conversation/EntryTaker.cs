using Locket.Rooms.Entries;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>Takes the entries of the log, each once and in order, and gives each to whom it concerns.</summary>
internal sealed class EntryTaker
{
    private readonly RoomWork _work;
    private readonly MessageTaker _messages;

    public EntryTaker(RoomWork work)
    {
        _work = work;
        _messages = new MessageTaker(work);
    }

    private RoomState State => _work.State;

    public void Take(RoomEntry entry)
    {
        // 1. The log: its numbers rise.
        EntryHash id = EntryHash.Compute(_work.Keys.Address, entry.Body);
        if (entry.Seq <= State.Log.Position)
        {
            TakeOld(entry.Seq, id);
            return;
        }

        State.Log.Add(entry.Seq, id, _work.Now);
        foreach (MemberId member in State.Claims.Compare(entry.Seq, id))
        {
            _work.Refuse(SecurityEventKind.ForkedRoom, member, entry.Seq);
        }

        if (entry.Body.Length > TranscriptLimits.MaxBodyInBytes)
        {
            _work.Refuse(SecurityEventKind.Oversized, member: null, entry.Seq);
            return;
        }

        // 2. What we sent is stored, even if the relay's word for it is still to come.
        Confirm(id, entry.Seq);
        bool isOurs = State.Outbox.TryMeet(id);

        // 3. What others sent, and our own hellos and starts, whose place in the log counts.
        if (State.HasLeft)
        {
            return;
        }

        if (!EntryBody.TryRead(entry.Body, out EntryBody body))
        {
            if (entry.Body is [] or [>= (byte)EntryType.Hello and <= (byte)EntryType.Message, ..])
            {
                _work.Refuse(SecurityEventKind.Malformed, member: null, entry.Seq);
            }

            return;
        }

        if (body.Type != EntryType.Unknown && body.From == State.Self && !isOurs)
        {
            _work.Refuse(SecurityEventKind.RefusedIdentity, State.Self, entry.Seq);
            return;
        }

        // What was in the log before we came tells nothing of who is there.
        if (body.Type != EntryType.Unknown && body.From != State.Self && _work.Desk.IsCaughtUp && !State.Peers.Contains(body.From))
        {
            State.Unpaired.Note(body.From, _work.Now);
        }

        Dispatch(body, entry);
    }

    /// <summary>Notes that an entry is in the log; nothing happens where it is none of ours, or known to be.</summary>
    public void Confirm(EntryHash id, long seq)
    {
        if (State.Outbox.TryConfirm(id, out OutboxItem? item) && item.Role == OutboxRole.Last)
        {
            _work.Events.Enqueue(new EntryStored(item.Local, seq));
            State.Deliveries.Stored(item.Local, seq, State.Peers, _work.Events);
        }
    }

    private void TakeOld(long seq, EntryHash id)
    {
        if (!State.Log.TryFind(seq, out EntryHash known))
        {
            _work.Refuse(SecurityEventKind.RelayRewound, member: null, seq);
        }
        else if (known != id)
        {
            _work.Refuse(SecurityEventKind.ForkedRoom, member: null, seq);
        }
    }

    private void Dispatch(in EntryBody body, RoomEntry entry)
    {
        bool isRead = true;
        switch (body.Type)
        {
            case EntryType.Hello when HelloBody.TryRead(body, out HelloBody hello):
                _work.Desk.TakeHello(hello, entry.Seq, _work.Now);
                break;
            case EntryType.Start when StartBody.TryRead(body, out StartBody start):
                _work.Desk.TakeStart(start, entry.Seq, _work.Now);
                break;
            case EntryType.Answer when AnswerBody.TryRead(body, out AnswerBody answer):
                _work.Desk.TakeAnswer(answer, entry.Seq, _work.Now);
                break;
            case EntryType.Confirm when ConfirmBody.TryRead(body, out ConfirmBody confirm):
                _work.Desk.TakeConfirm(confirm, entry.Seq, _work.Now);
                break;
            case EntryType.Refuse when RefuseBody.TryRead(body, out RefuseBody refuse):
                _work.Desk.TakeRefuse(refuse, entry.Seq, _work.Now);
                break;
            case EntryType.Message when MessageBody.TryRead(body, _work.Keys.Suite, out MessageBody message):
                if (body.From != State.Self)
                {
                    _work.Desk.NoteTalker(body.From);
                    _messages.Take(message, entry);
                }

                break;
            default:
                isRead = body.Type == EntryType.Unknown;
                break;
        }

        if (!isRead)
        {
            _work.Refuse(SecurityEventKind.Malformed, body.From, entry.Seq);
        }
    }
}
