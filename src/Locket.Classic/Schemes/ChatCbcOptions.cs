using System.Security.Cryptography;

namespace Locket.Classic;

/// <summary>The parameters of <see cref="ChatCbc"/>. The defaults are the program's own.</summary>
public sealed record ChatCbcOptions
{
    /// <summary>
    /// The salt, at most <see cref="ClassicLimits.MaxSaltLengthInBytes"/> bytes; the four bytes <c>salt</c> by default, for everybody.
    /// </summary>
    public ReadOnlyMemory<byte> Salt { get; init; } = "salt"u8.ToArray();

    /// <summary>PBKDF2's iterations, 1 to <see cref="ClassicLimits.MaxIterations"/>; 100,000 by default.</summary>
    public int Iterations { get; init; } = 100_000;

    /// <summary>PBKDF2's hash: SHA256 by default, SHA1, SHA384 or SHA512.</summary>
    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>
    /// How much of PBKDF2's output is the key: the first 128 bits by default, or 192 or 256. (The program derives 256 and uses 128; the
    /// first bytes of PBKDF2's output do not depend on how much is derived.) A raw key has its own size.
    /// </summary>
    public int KeySizeInBits { get; init; } = 128;
}
