using System.Diagnostics;
using Locket.Rooms.Ratchet;
using Locket.Secrets;

namespace Locket.Rooms.Pairing;

/// <summary>What comes of a pairing that succeeded. Whoever takes it from the desk owns it.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class PairedSession : IDisposable
{
    public required MemberId Member { get; init; }

    /// <summary>
    /// Gets a value indicating whether we are A. Then the session is unconfirmed until the first message from it opens: only that shows
    /// that B holds its identity key. As B we know it of A.
    /// </summary>
    public required bool IsInitiator { get; init; }

    /// <summary>
    /// Gets a value indicating whether the users agreed to it: then it replaces the session that there is. Otherwise it crossed that one.
    /// </summary>
    public required bool IsAgain { get; init; }

    /// <summary>Gets the other's public identity key, 65 bytes.</summary>
    public required ReadOnlyMemory<byte> IdentityKey { get; init; }

    /// <summary>Gets the session; A's has sealed one empty message, B's has opened it, so both can seal.</summary>
    public required RatchetSession Ratchet { get; init; }

    /// <summary>Gets the phrase key, 32 bytes, for <see cref="ComparisonPhrase.Compute"/>.</summary>
    public required SecretBytes PhraseKey { get; init; }

    public void Dispose()
    {
        Ratchet.Dispose();
        PhraseKey.Dispose();
    }

    /// <summary>Says whose session this is and nothing of its keys.</summary>
    public override string ToString() => $"PairedSession {Member}";
}
