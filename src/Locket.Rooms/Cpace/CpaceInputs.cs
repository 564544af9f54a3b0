namespace Locket.Rooms.Cpace;

/// <summary>What both sides must agree on before a run (CPace draft 21, section 4.1); where any differs, their keys differ.</summary>
/// <remarks>The bytes stay the caller's and are not kept after the call that takes them.</remarks>
internal readonly ref struct CpaceInputs
{
    /// <summary>PRS, the secret made of the password; of any length, in a room 32 bytes from Argon2id.</summary>
    public required ReadOnlySpan<byte> PasswordSecret { get; init; }

    /// <summary>CI, which names the channel, the suites and both parties with their roles; of any length.</summary>
    public required ReadOnlySpan<byte> Channel { get; init; }

    /// <summary>sid, unique for every run: a fresh nonce of each side, the responder's first; of any length.</summary>
    public required ReadOnlySpan<byte> Session { get; init; }

    /// <summary>Says what this is and nothing of the password.</summary>
    public override string ToString() => nameof(CpaceInputs);
}
