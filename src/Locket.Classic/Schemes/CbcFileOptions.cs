using System.Security.Cryptography;

namespace Locket.Classic;

/// <summary>The parameters of <see cref="CbcFile"/>. The defaults are the program's own.</summary>
public sealed record CbcFileOptions
{
    /// <summary>The salt, 1 to <see cref="ClassicLimits.MaxSaltLengthInBytes"/> bytes. The default is none: the program keeps it in its
    /// source, not in
    /// its files, so a password needs it given. A raw key needs none.</summary>
    public ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>PBKDF2's iterations, 1 to <see cref="ClassicLimits.MaxIterations"/>; 1000 by default.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>PBKDF2's hash: SHA1 by default, SHA256, SHA384 or SHA512.</summary>
    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA1;

    /// <summary>The size of the key that a password gives: 256 bits by default, 192 or 128. A raw key has its own.</summary>
    public int KeySizeInBits { get; init; } = 256;
}
