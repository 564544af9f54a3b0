namespace Locket.Classic;

/// <summary>What <see cref="AesCryptFile"/> accepts of a file that anybody may have written.</summary>
public sealed record AesCryptOptions
{
    /// <summary>The costliest derivation that AES Crypt's own program accepts, in iterations of PBKDF2-HMAC-SHA512.</summary>
    public const int DefaultMaxIterations = 5_000_000;

    /// <summary>All extensions of a file together, in bytes; AES Crypt writes about 170.</summary>
    public const int DefaultMaxExtensionsInBytes = 1 << 20;

    /// <summary>
    /// The most iterations that a version 3 file may ask for; 1 or more, by default <see cref="DefaultMaxIterations"/>. Beyond it reading
    /// fails with <see cref="ClassicFailure.TooLarge"/> before any work.
    /// </summary>
    public int MaxIterations { get; init; } = DefaultMaxIterations;

    /// <summary>
    /// The most bytes of extensions, with their two bytes of length each, that are skipped; 0 or more, by default
    /// <see cref="DefaultMaxExtensionsInBytes"/>. Beyond it reading fails with <see cref="ClassicFailure.TooLarge"/>.
    /// </summary>
    public int MaxExtensionsInBytes { get; init; } = DefaultMaxExtensionsInBytes;

    /// <summary>
    /// Where ciphertext waits for its HMAC when the source cannot seek; null, the default, for the system's folder of temporary files.
    /// The file is private, holds no plaintext, and is gone afterwards.
    /// </summary>
    public string? SpoolFolder { get; init; }

    /// <summary>
    /// The most bytes that are kept there; 0 or more, by default 16 GiB. Beyond it reading fails with
    /// <see cref="ClassicFailure.TooLarge"/>.
    /// </summary>
    public long MaxSpoolLengthInBytes { get; init; } = 16L << 30;
}
