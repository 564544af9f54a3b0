using System.Security.Cryptography;

namespace Locket.Classic;

/// <summary>The parameters of <see cref="CbcHmac"/>. The defaults are the program's own.</summary>
public sealed record CbcHmacOptions
{
    /// <summary>PBKDF2's iterations, 1 to <see cref="ClassicLimits.MaxIterations"/>; 200,000 by default.</summary>
    public int Iterations { get; init; } = 200_000;

    /// <summary>PBKDF2's hash: SHA256 by default, SHA1, SHA384 or SHA512. The MAC is HMAC-SHA256 always.</summary>
    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>The size of the key that a password gives: 256 bits by default, 192 or 128. A raw key has its own.</summary>
    public int KeySizeInBits { get; init; } = 256;

    /// <summary>The salt to encrypt with, at most <see cref="ClassicLimits.MaxSaltLengthInBytes"/> bytes; empty, the default, is 16 fresh
    /// random
    /// bytes. Decrypting takes the message's own.</summary>
    public ReadOnlyMemory<byte> Salt { get; init; }
}
