using Locket.Rooms.Entries;

namespace Locket.Rooms.Pairing;

/// <summary>The hellos that were said to one member alone, the newest to each: asking it to pair again.</summary>
internal sealed class OwnNonces
{
    private readonly List<(MemberId Member, Nonce Nonce)> _nonces = [];

    public IReadOnlyList<(MemberId Member, Nonce Nonce)> All => _nonces;

    public bool Contains(MemberId member, Nonce nonce) => _nonces.Contains((member, nonce));

    /// <summary>Notes one; the one before to this member, and the oldest of too many, counts no more.</summary>
    public void Add(MemberId member, Nonce nonce)
    {
        Forget(member);
        if (_nonces.Count == PairingLimits.MaxPaired)
        {
            _nonces.RemoveAt(0);
        }

        _nonces.Add((member, nonce));
    }

    public void Forget(MemberId member) => _nonces.RemoveAll(item => item.Member == member);
}
