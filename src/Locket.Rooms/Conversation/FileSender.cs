using Locket.Rooms.Files;
using Locket.Rooms.Messages;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>Sends files, whose pieces the caller brings as they are wanted.</summary>
internal sealed class FileSender
{
    private readonly RoomWork _work;
    private readonly Poster _poster;

    public FileSender(RoomWork work, Poster poster)
    {
        _work = work;
        _poster = poster;
    }

    private RoomState State => _work.State;

    /// <summary>Offers a file to everyone who gets copies; false where nobody does or no more can be under way.</summary>
    public bool TryBegin(string name, long lengthInBytes, out long local)
    {
        local = State.LastLocal + 1;
        List<Peer> peers = State.Peers.Where(peer => peer.GetsCopies);
        if (State.Files.Count >= FileLimits.MaxUnderWay || peers.Count == 0 || State.Outbox.IsOverfull)
        {
            return false;
        }

        uint members = 0;
        peers.ForEach(peer => members |= peer.Mask);
        State.LastLocal = local;
        OutgoingFile file = OutgoingFile.Begin(local, FileId.Draw(_work.Random), lengthInBytes, members);
        FileOffer offer = new(file.Id, lengthInBytes, name);
        offer.Write(_poster.Part(offer.PartInBytes));
        _poster.Post(MessageKind.File, offer.PartInBytes, peers);
        State.Files.Add(file);
        return true;
    }

    public OutgoingFile? Find(long local) => State.Files.Find(file => file.Local == local);

    public bool WantsPieces(OutgoingFile file)
    {
        if (file.IsWhole || State.Outbox.IsFull || State.Outbox.PiecesOf(file.Local) >= FileLimits.MaxWaitingPieces)
        {
            return false;
        }

        // A member that reads along answers within half a minute; too many messages without an answer would end the sending to it.
        List<Peer> peers = PeersOf(file);
        return peers.Count > 0
            && !peers.Exists(
                peer => peer.Session.Unanswered >= FileLimits.MaxUnanswered && _work.Now - peer.LastHeard < FileLimits.WaitsFor);
    }

    /// <summary>Sends the next piece, whose length is right.</summary>
    /// <returns>False, and nothing changed, where nobody of those whom it is for is there any more, or the outbox is full.</returns>
    public bool TryPost(OutgoingFile file, ReadOnlySpan<byte> bytes)
    {
        List<Peer> peers = PeersOf(file);
        if (peers.Count == 0 || State.Outbox.IsOverfull)
        {
            return false;
        }

        int partInBytes = FileChunk.FixedInBytes + bytes.Length;
        FileChunk chunk = new() { File = file.Id, Index = (uint)file.Pieces, Bytes = bytes };
        chunk.Write(_poster.Part(partInBytes));
        _poster.Post(MessageKind.Piece, partInBytes, peers, OutboxRole.Piece, file.Local);
        file.NotePiece(bytes);
        return true;
    }

    /// <summary>Ends a file of which all pieces were sent.</summary>
    public void Finish(OutgoingFile file)
    {
        List<Peer> peers = PeersOf(file);
        Span<byte> part = _poster.Part(FileId.LengthInBytes + MessageHash.LengthInBytes);
        file.Id.CopyTo(part);
        file.Digest.CopyTo(part[FileId.LengthInBytes..]);
        OutboxItem? item = _poster.Post(MessageKind.FileEnd, part.Length, peers, OutboxRole.Last, file.Local);
        State.Files.Remove(file);
        if (item is not null)
        {
            uint members = 0;
            peers.ForEach(peer => members |= peer.Mask);
            State.Deliveries.Add(file.Local, members);
            _work.Events.Enqueue(new FileSent(file.Local, item.Id.ToBytes()));
        }
    }

    public void Stop(OutgoingFile file)
    {
        file.Id.CopyTo(_poster.Part(FileId.LengthInBytes));
        _poster.Post(MessageKind.FileStop, FileId.LengthInBytes, PeersOf(file));
        State.Files.Remove(file);
    }

    private List<Peer> PeersOf(OutgoingFile file) => State.Peers.Where(peer => (peer.Mask & file.Members) != 0 && peer.GetsCopies);
}
