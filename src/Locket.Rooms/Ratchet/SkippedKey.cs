using System.Diagnostics;
using Locket.Secrets;

namespace Locket.Rooms.Ratchet;

/// <summary>The key of a message that has not come.</summary>
/// <param name="number">Its number in its chain.</param>
/// <param name="storedAt">How many messages the session had opened, the one that leapt over this one included.</param>
/// <param name="key">The message key, taken over.</param>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class SkippedKey(uint number, ulong storedAt, SecretBytes key) : IDisposable
{
    public uint Number { get; } = number;

    public ulong StoredAt { get; } = storedAt;

    public SecretBytes Key { get; } = key;

    public void Dispose() => Key.Dispose();

    /// <summary>Says what this is and nothing of its key.</summary>
    public override string ToString() => nameof(SkippedKey);
}
