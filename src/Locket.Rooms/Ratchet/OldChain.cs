using System.Diagnostics;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>A chain of the peer that a turn has ended: late messages of it still open, copies of it are still known as copies.</summary>
/// <param name="headerKey">The chain's header key, taken over.</param>
/// <param name="length">How many messages the peer said that it has.</param>
/// <param name="retiredAt">How many messages the session had opened, the one with the turn included.</param>
/// <param name="skipped">The keys of messages that have not come, taken over.</param>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class OldChain(SecretBytes headerKey, uint length, ulong retiredAt, SkippedKeys skipped) : IDisposable
{
    public SecretBytes HeaderKey { get; } = headerKey;

    public uint Length { get; } = length;

    public ulong RetiredAt { get; } = retiredAt;

    public SkippedKeys Skipped { get; } = skipped;

    public void Dispose()
    {
        HeaderKey.Dispose();
        Skipped.Dispose();
    }

    /// <summary>Says what this is and nothing of its keys.</summary>
    public override string ToString() => nameof(OldChain);
}
