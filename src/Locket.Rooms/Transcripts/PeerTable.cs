using System.Collections;
using System.Numerics;
using Locket.Rooms.Entries;
using Locket.Rooms.Fields;
using Locket.Rooms.Pairing;
using Locket.Rooms.Randomness;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Transcripts;

/// <summary>Everyone with a session, by rising id, as the wraps of a message are.</summary>
internal sealed class PeerTable : IPairedMembers, IEnumerable<Peer>, IDisposable
{
    /// <summary>The most sessions: 32 members without oneself.</summary>
    public const int MaxPeers = MessageBody.MaxWraps;

    private readonly List<Peer> _peers = [];

    public int Count => _peers.Count;

    public bool Contains(MemberId member) => Find(member) is not null;

    public Peer? Find(MemberId member) => _peers.Find(peer => peer.Id == member);

    /// <summary>Gets a free slot.</summary>
    /// <exception cref="InvalidOperationException">There are <see cref="MaxPeers"/> already; the desk does not pair with more.</exception>
    public int FreeSlot()
    {
        uint taken = 0;
        _peers.ForEach(peer => taken |= peer.Mask);
        int slot = BitOperations.TrailingZeroCount(~taken);
        return slot < MaxPeers ? slot : throw new InvalidOperationException("internal error: more sessions than members");
    }

    public void Add(Peer peer)
    {
        int place = _peers.FindIndex(other => other.Id > peer.Id);
        _peers.Insert(place < 0 ? _peers.Count : place, peer);
    }

    /// <summary>Takes a member out; its session is the caller's to end.</summary>
    public void Remove(Peer peer) => _peers.Remove(peer);

    public List<Peer> Where(Predicate<Peer> predicate) => _peers.FindAll(predicate);

    public void Save(SavedBuffer saved)
    {
        saved.Write((byte)_peers.Count);
        _peers.ForEach(peer => peer.Save(saved));
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public bool TryLoad(ref FieldReader saved, IRandomSource random)
    {
        int count = saved.Byte();
        uint taken = 0;
        for (int i = 0; i < count; i++)
        {
            if (!Peer.TryLoad(ref saved, random, out Peer? peer))
            {
                return false;
            }

            bool isRight = (taken & peer.Mask) == 0 && (i == 0 || peer.Id > _peers[^1].Id);
            taken |= peer.Mask;
            _peers.Add(peer);
            if (!isRight)
            {
                return false;
            }
        }

        return !saved.IsOverrun;
    }

    public List<Peer>.Enumerator GetEnumerator() => _peers.GetEnumerator();

    IEnumerator<Peer> IEnumerable<Peer>.GetEnumerator() => _peers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _peers.GetEnumerator();

    public void Dispose()
    {
        _peers.ForEach(peer => peer.Dispose());
        _peers.Clear();
    }
}
