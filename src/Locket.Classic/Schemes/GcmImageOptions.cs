using System.Security.Cryptography;

namespace Locket.Classic;

/// <summary>The parameters of <see cref="GcmImage"/>. The defaults are the program's own.</summary>
public sealed record GcmImageOptions
{
    /// <summary>The most that <see cref="MaxLengthInBytes"/> may be: 2,000,000,000 bytes.</summary>
    public const int MaxLengthLimitInBytes = 2_000_000_000;

    /// <summary>PBKDF2's iterations, 1 to <see cref="ClassicLimits.MaxIterations"/>; 100,000 by default.</summary>
    public int Iterations { get; init; } = 100_000;

    /// <summary>PBKDF2's hash: SHA256 by default, SHA1, SHA384 or SHA512.</summary>
    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>The size of the key that a password gives: 256 bits by default, 192 or 128. A raw key has its own.</summary>
    public int KeySizeInBits { get; init; } = 256;

    /// <summary>The salt to encrypt with, 16 bytes; empty, the default, is a fresh random one for each image.</summary>
    public ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>The longest image in bytes, 1 GiB by default. It is held in memory whole, since its tag stands before it.</summary>
    public int MaxLengthInBytes { get; init; } = 1024 * 1024 * 1024;

    /// <summary>Whether existing outputs of whole folders are replaced; not by default.</summary>
    public bool Overwrite { get; init; }
}
