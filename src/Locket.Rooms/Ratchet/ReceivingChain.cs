using System.Diagnostics;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>The peer's newest chain, as far as messages of it have come.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class ReceivingChain : IDisposable
{
    private readonly byte[] _peerKey;
    private SecretBytes _chainKey;

    /// <summary>Takes the keys over and copies the peer's public one.</summary>
    public ReceivingChain(SecretBytes headerKey, ReadOnlySpan<byte> peerKey, SecretBytes chainKey, uint next, SkippedKeys skipped)
    {
        HeaderKey = headerKey;
        _peerKey = peerKey.ToArray();
        _chainKey = chainKey;
        Next = next;
        Skipped = skipped;
    }

    public SecretBytes HeaderKey { get; }

    /// <summary>Gets the ratchet key that every header of this chain carries, 65 bytes.</summary>
    public ReadOnlySpan<byte> PeerKey => _peerKey;

    /// <summary>Gets the chain key at <see cref="Next"/>.</summary>
    public SecretBytes ChainKey => _chainKey;

    /// <summary>Gets one more than the highest number that was opened.</summary>
    public uint Next { get; private set; }

    public SkippedKeys Skipped { get; }

    /// <summary>Takes over where a walk, whose last message opened, came to.</summary>
    public void Accept(ChainWalk walk, uint number, ulong opened)
    {
        walk.MoveKeysTo(Skipped, opened, isLastUsed: true);
        _chainKey.Dispose();
        _chainKey = walk.TakeChain();
        Next = number + 1;
    }

    /// <summary>Ends the chain: what is left of it are its header key and its skipped keys, which the result owns.</summary>
    public OldChain Retire(uint length, ulong opened)
    {
        _chainKey.Dispose();
        return new OldChain(HeaderKey, length, opened, Skipped);
    }

    public void Dispose()
    {
        HeaderKey.Dispose();
        _chainKey.Dispose();
        Skipped.Dispose();
    }

    /// <summary>Says what this is and nothing of its keys.</summary>
    public override string ToString() => nameof(ReceivingChain);
}
