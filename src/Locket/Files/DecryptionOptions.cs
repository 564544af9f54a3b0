namespace Locket;

/// <summary>How a file is opened.</summary>
public sealed record DecryptionOptions
{
    /// <summary>The most memory one password slot may ask for unless raised: 1 GiB, in KiB.</summary>
    public const int DefaultMaxKdfMemoryInKiB = Slots.SlotCosts.DefaultMaxMemoryInKiB;

    /// <summary>
    /// The most memory one password slot may ask for, in KiB. Over all password slots, memory times passes may be at most four times this.
    /// A header that asks for more fails with <see cref="LocketFailure.TooCostly"/> before anything is allocated.
    /// </summary>
    public int MaxKdfMemoryInKiB { get; init; } = DefaultMaxKdfMemoryInKiB;

    /// <summary>Whether an existing output may be replaced; it stays as it was until the new one is complete. False by default.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Threads that decrypt, 1 to 256; the number of processors, up to that, by default.</summary>
    public int Workers { get; init; } = Math.Min(Environment.ProcessorCount, Payload.BatchSize.MaxWorkers);
}
