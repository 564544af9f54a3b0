namespace Locket;

/// <summary>How much an archive may unpack to.</summary>
public sealed record ArchiveLimits
{
    /// <summary>The most entries; 1,000,000 by default.</summary>
    public int MaxEntries { get; init; } = 1_000_000;

    /// <summary>The most content in bytes over all files; 1 TiB by default.</summary>
    public long MaxTotalInBytes { get; init; } = 1L << 40;
}
