namespace Locket;

/// <summary>
/// How much an archive may unpack to; more is refused with <see cref="LocketFailure.UnsafeArchive"/> before it is written.
/// </summary>
public sealed record ArchiveLimits
{
    /// <summary>The most entries, folders that are only implied by the names below them included; 1,000,000 by default.</summary>
    public int MaxEntries { get; init; } = 1_000_000;

    /// <summary>The most content in bytes over all files, copies for hard links included; 1 TiB by default.</summary>
    public long MaxTotalInBytes { get; init; } = 1L << 40;
}
