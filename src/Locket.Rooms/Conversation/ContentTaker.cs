using Locket.Metadata;
using Locket.Rooms.Entries;
using Locket.Rooms.Files;
using Locket.Rooms.Messages;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>Turns the content of a message that was opened and checked into events.</summary>
internal sealed class ContentTaker
{
    private readonly RoomWork _work;

    public ContentTaker(RoomWork work) => _work = work;

    private RoomState State => _work.State;

    public void Take(
        Peer peer, HeldSession session, in MessageHead head, in MessageContent content, in MessageBody message, RoomEntry entry)
    {
        switch (head.Kind)
        {
            case MessageKind.Notice:
                break;
            case MessageKind.Text:
                TakeText(peer, head, content.Text!, message, entry);
                break;
            case MessageKind.Name:
                TakeName(peer, content.Text!);
                break;
            case MessageKind.Bye when peer.Sessions.IsFormer(session):
                // It left, came back, and the two paired again before this was delivered.
                peer.Sessions.Drop(session);
                break;
            case MessageKind.Bye:
                State.Forget(peer);
                _work.Events.Enqueue(new Left(peer.Id));
                break;
            case MessageKind.Attempts:
                _work.Desk.TakeAttempts(content.Attempts, _work.Now);
                break;
            case MessageKind.File:
                TakeOffer(peer, head, content.Offer, message, entry);
                break;
            case MessageKind.Piece:
                TakePiece(peer, content.Chunk, entry.Seq);
                break;
            case MessageKind.FileEnd:
                TakeEnd(peer, content.File, content.Digest, entry.Seq);
                break;
            case MessageKind.FileStop:
                if (Find(peer, content.File) is { } stopped)
                {
                    Stop(peer, stopped, FileStopReason.StoppedBySender);
                }

                break;
            case MessageKind.Move:
                _work.Events.Enqueue(new MoveOffered(peer.Id, entry.Seq, content.Move.Invitation, content.Move.Password));
                break;
            default:
                _work.Events.Enqueue(new OtherVersion(peer.Id, Version: null));
                break;
        }
    }

    private static DateTimeOffset TimeOf(in MessageHead head) => DateTimeOffset.FromUnixTimeMilliseconds(head.SentAt);

    private static IncomingFile? Find(Peer peer, FileId id) => peer.Files.Find(file => file.Id == id);

    private void TakeText(Peer peer, in MessageHead head, string text, in MessageBody message, RoomEntry entry)
    {
        DateTimeOffset sentAt = TimeOf(head);
        bool isClockOff = (sentAt - entry.Time).Duration() > TranscriptLimits.ClockTolerance
            || sentAt - _work.Clock > TranscriptLimits.ClockTolerance;
        _work.Events.Enqueue(new TextReceived(
            peer.Id, entry.Seq, sentAt, entry.Time, isClockOff, text, WithoutCopy(peer, message)));
    }

    private void TakeName(Peer peer, string name)
    {
        if (!string.Equals(peer.Name, name, StringComparison.Ordinal))
        {
            peer.Name = name;
            _work.Events.Enqueue(new Named(peer.Id, name));
        }
    }

    private void TakeOffer(Peer peer, in MessageHead head, FileOffer offer, in MessageBody message, RoomEntry entry)
    {
        if (peer.Files.Exists(file => file.Id == offer.File))
        {
            _work.Refuse(SecurityEventKind.BadMessage, peer.Id, entry.Seq);
            return;
        }

        if (peer.Files.Count >= FileLimits.MaxUnderWay)
        {
            _work.Refuse(SecurityEventKind.Flood, peer.Id, entry.Seq);
            return;
        }

        IncomingFile file = new(++State.LastLocal, offer);
        peer.Files.Add(file);
        _work.Events.Enqueue(new FileOffered(
            file.Local,
            peer.Id,
            entry.Seq,
            TimeOf(head),
            entry.Time,
            SafeFileName.From(offer.Name),
            offer.LengthInBytes,
            WithoutCopy(peer, message)));
    }

    private void TakePiece(Peer peer, in FileChunk chunk, long seq)
    {
        if (Find(peer, chunk.File) is not { } file)
        {
            return;
        }

        int index = file.Pieces;
        if (file.TryTake(chunk))
        {
            long offset = (long)index * FileLimits.PieceInBytes;
            _work.Events.Enqueue(new FilePiece(file.Local, peer.Id, seq, index, offset, chunk.Bytes.ToArray()));
        }
        else
        {
            Stop(peer, file, FileStopReason.PieceMissing);
        }
    }

    private void TakeEnd(Peer peer, FileId id, MessageHash digest, long seq)
    {
        if (Find(peer, id) is not { } file)
        {
            return;
        }

        if (file.IsWhole && file.Digest == digest)
        {
            peer.Files.Remove(file);
            _work.Events.Enqueue(new FileEnded(file.Local, peer.Id, seq));
        }
        else
        {
            Stop(peer, file, file.IsWhole ? FileStopReason.DigestDiffers : FileStopReason.PieceMissing);
        }
    }

    private void Stop(Peer peer, IncomingFile file, FileStopReason reason)
    {
        peer.Files.Remove(file);
        _work.Events.Enqueue(new FileStopped(file.Local, peer.Id, reason));
    }

    /// <summary>Members of ours for whom there is no wrap; almost always none.</summary>
    private List<MemberId> WithoutCopy(Peer sender, in MessageBody message)
    {
        List<MemberId> without = [];
        int wrap = 0;

        // Both rise by id, so one walk through both finds them all.
        foreach (Peer peer in State.Peers)
        {
            while (wrap < message.Count && message.IdAt(wrap) < peer.Id)
            {
                wrap++;
            }

            if (peer != sender && (wrap == message.Count || message.IdAt(wrap) != peer.Id))
            {
                without.Add(peer.Id);
            }
        }

        return without;
    }
}
