namespace Locket.Classic;

/// <summary>The parameters of <see cref="CbcHmacV2"/>. Files say their own, so reading needs only the limits.</summary>
public sealed record CbcHmacV2Options
{
    /// <summary>PBKDF2's iterations for writing, 1 to <see cref="ClassicLimits.MaxIterations"/>; 600,000 by default.</summary>
    public int Iterations { get; init; } = 600_000;

    /// <summary>The AES key's size for writing: 256 bits by default (A256CBC-HS512), 192 (A192CBC-HS384) or 128 (A128CBC-HS256).</summary>
    public int KeySizeInBits { get; init; } = 256;

    /// <summary>
    /// The most iterations that a file may ask of a reader; <see cref="ClassicLimits.MaxIterations"/> by default, which is also the most.
    /// </summary>
    public int MaxIterations { get; init; } = ClassicLimits.MaxIterations;

    /// <summary>
    /// The most that is kept on the disk, still encrypted, of what comes from a pipe, since its MAC stands at its end; 16 GiB by default.
    /// </summary>
    public long MaxSpoolLengthInBytes { get; init; } = 16L * 1024 * 1024 * 1024;
}
