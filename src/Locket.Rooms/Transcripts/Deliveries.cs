using Locket.Rooms.Fields;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Transcripts;

/// <summary>What we sent and who has it, the oldest first; each member is told of once for each.</summary>
internal sealed class Deliveries
{
    private readonly List<Delivery> _deliveries = [];

    /// <summary>Begins to ask after something.</summary>
    public void Add(long local, uint members)
    {
        if (_deliveries.Count == TranscriptLimits.MaxDeliveries)
        {
            _deliveries.RemoveAt(0);
        }

        _deliveries.Add(new Delivery { Local = local, Undelivered = members, Unread = members });
    }

    /// <summary>Notes where it is in the log; members may have said already that they have seen that far.</summary>
    public void Stored(long local, long seq, PeerTable peers, Queue<RoomEvent> events)
    {
        if (_deliveries.FindLast(delivery => delivery.Local == local) is not { } stored)
        {
            return;
        }

        stored.Seq = seq;
        foreach (Peer peer in peers)
        {
            Update(stored, peer, events);
        }

        if (stored.IsDone)
        {
            _deliveries.Remove(stored);
        }
    }

    /// <summary>Says what a member has of all of it, judging by how far it has seen and read.</summary>
    public void Update(Peer peer, Queue<RoomEvent> events)
    {
        foreach (Delivery delivery in _deliveries)
        {
            Update(delivery, peer, events);
        }

        DropDone();
    }

    /// <summary>Asks no more after a member whose session ended.</summary>
    public void Forget(Peer peer)
    {
        foreach (Delivery delivery in _deliveries)
        {
            delivery.Undelivered &= ~peer.Mask;
            delivery.Unread &= ~peer.Mask;
        }

        DropDone();
    }

    /// <summary>
    /// What is in the log is asked after no more, since that log is gone: what members say of another one does not speak of it.
    /// </summary>
    /// <returns>The numbers of what somebody has not confirmed.</returns>
    public IReadOnlyList<long> BeginAnew()
    {
        long[] lost = [.. _deliveries.Where(delivery => delivery is { Seq: > 0, Undelivered: > 0 }).Select(delivery => delivery.Local)];
        _deliveries.RemoveAll(delivery => delivery.Seq > 0);
        return lost;
    }

    public void Save(SavedBuffer saved)
    {
        saved.Write((ushort)_deliveries.Count);
        foreach (Delivery delivery in _deliveries)
        {
            saved.Write((ulong)delivery.Local);
            saved.Write((ulong)delivery.Seq);
            saved.Write(delivery.Undelivered);
            saved.Write(delivery.Unread);
        }
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public bool TryLoad(ref FieldReader saved)
    {
        int count = saved.UInt16();
        for (int i = 0; i < count && !saved.IsOverrun; i++)
        {
            long local = (long)saved.UInt64();
            long seq = (long)saved.UInt64();
            _deliveries.Add(new Delivery { Local = local, Seq = seq, Undelivered = saved.UInt32(), Unread = saved.UInt32() });
        }

        return count <= TranscriptLimits.MaxDeliveries && !saved.IsOverrun;
    }

    private static void Update(Delivery delivery, Peer peer, Queue<RoomEvent> events)
    {
        if (delivery.Seq == 0)
        {
            return;
        }

        if ((delivery.Undelivered & peer.Mask) != 0 && peer.SeenBy >= delivery.Seq)
        {
            delivery.Undelivered &= ~peer.Mask;
            events.Enqueue(new Delivered(delivery.Local, peer.Id));
        }

        if ((delivery.Unread & peer.Mask) != 0 && peer.ReadBy >= delivery.Seq)
        {
            delivery.Unread &= ~peer.Mask;
            events.Enqueue(new Read(delivery.Local, peer.Id));
        }
    }

    private void DropDone() => _deliveries.RemoveAll(delivery => delivery.IsDone);
}
