using Locket.Rooms.Entries;
using Locket.Rooms.Messages;
using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>Seals messages into the outbox.</summary>
internal sealed class Poster
{
    private readonly RoomWork _work;

    public Poster(RoomWork work) => _work = work;

    private RoomState State => _work.State;

    /// <summary>Gets where the part of the next message is to be written before it is posted.</summary>
    public Span<byte> Part(int lengthInBytes)
        => _work.Buffer.Take(PaddedText.LengthFor(lengthInBytes)).Slice(PaddedText.HeadInBytes, lengthInBytes);

    /// <summary>Posts a message that has no part.</summary>
    public void PostEmpty(MessageKind kind, List<Peer> peers)
    {
        Part(0);
        Post(kind, partInBytes: 0, peers);
    }

    /// <summary>Seals the part that was written, for members who get copies, and zeroes it.</summary>
    /// <returns>What is in the outbox now; null, and nothing is changed, where there are no members or no room.</returns>
    public OutboxItem? Post(MessageKind kind, int partInBytes, List<Peer> peers, OutboxRole role = OutboxRole.Other, long local = 0)
    {
        Span<byte> text = _work.Buffer.Take(PaddedText.LengthFor(partInBytes));
        try
        {
            return peers.Count == 0 || State.Outbox.IsOverfull ? null : PostCore(kind, partInBytes, text, peers, role, local);
        }
        finally
        {
            PlaintextBuffer.Release(text);
        }
    }

    private OutboxItem PostCore(MessageKind kind, int partInBytes, Span<byte> text, List<Peer> peers, OutboxRole role, long local)
    {
        DateTimeOffset now = _work.Now;
        bool asks = peers.Exists(peer => peer.Session.NeedsTurn(now));
        long seen = State.Log.Position;
        long read = _work.Options.Acknowledges ? Math.Min(State.ReadUpTo, seen) : 0;
        MessageHead head = new(kind, asks, _work.Clock.ToUnixTimeMilliseconds(), read, seen, State.Log.NewestId, State.Previous);
        PaddedText.Write(head, partInBytes, text);

        Reader[] readers = new Reader[peers.Count];
        for (int i = 0; i < readers.Length; i++)
        {
            readers[i] = new Reader(peers[i].Id, peers[i].Session);
        }

        byte[] body = MessageSealer.Seal(_work.Keys, State.Self, State.Number, readers, text, _work.Random);
        State.Number++;
        State.Previous = MessageHash.Of(body);
        foreach (Peer peer in peers)
        {
            peer.NoteSent(now, asks, seen, read);
        }

        OutboxItem item = new(EntryHash.Compute(_work.Keys.Address, body), body, role, local);
        State.Outbox.TryAdd(item);
        return item;
    }
}
