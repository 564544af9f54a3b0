using System.Security.Cryptography;

namespace Locket.Rooms.Ratchet;

/// <summary>What both sides of a session start from (docs/protocol.md, "Double ratchet", start). Only lives on the stack.</summary>
internal readonly ref struct RatchetStart
{
    /// <summary>The length of each of the three keys in bytes.</summary>
    public const int KeyInBytes = 32;

    public CipherSuite Suite { get; init; }

    /// <summary>Gets SK, 32 bytes, the first root key.</summary>
    public ReadOnlySpan<byte> Secret { get; init; }

    /// <summary>Gets hka, 32 bytes, the header key of A's first chain.</summary>
    public ReadOnlySpan<byte> HeaderKeyOfA { get; init; }

    /// <summary>Gets nhkb, 32 bytes, the header key of B's first chain.</summary>
    public ReadOnlySpan<byte> HeaderKeyOfB { get; init; }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(RatchetStart);

    /// <exception cref="ArgumentException">A key has another length, the two header keys are equal, or the suite is unknown.</exception>
    internal void ThrowIfUnusable(string parameterName)
    {
        if (Secret.Length != KeyInBytes || HeaderKeyOfA.Length != KeyInBytes || HeaderKeyOfB.Length != KeyInBytes)
        {
            throw new ArgumentException($"each key must have {KeyInBytes} bytes", parameterName);
        }

        // With one key for both directions a side would take its own messages for the peer's.
        if (CryptographicOperations.FixedTimeEquals(HeaderKeyOfA, HeaderKeyOfB))
        {
            throw new ArgumentException("the header keys of A and B must differ", parameterName);
        }

        if (Suite is not (CipherSuite.Aes256 or CipherSuite.Aes128))
        {
            throw new ArgumentException("unknown suite", parameterName);
        }
    }
}
