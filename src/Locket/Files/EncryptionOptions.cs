namespace Locket;

/// <summary>How a file is encrypted. The defaults are what nearly everyone wants.</summary>
public sealed record EncryptionOptions
{
    /// <summary>The payload's cipher; AES-256-GCM by default.</summary>
    public CipherSuite Suite { get; init; }

    /// <summary>Whether the length is hidden by padding to the next Padmé size (at most 12 percent more).</summary>
    public bool Pad { get; init; }

    /// <summary>Whether the file is written as text (base64 between two marker lines), a third longer.</summary>
    public bool Armor { get; init; }

    /// <summary>
    /// What the file says of itself under seal. When null, name and time of a source that is a file, and nothing otherwise;
    /// <see cref="FileMetadata.None"/> to seal nothing.
    /// </summary>
    public FileMetadata? Metadata { get; init; }

    /// <summary>
    /// A small JPEG or PNG image of at most 32,767 bytes that can be shown without decrypting the content; sealed, and padded to a multiple
    /// of 4 KiB. Empty, the default, for none.
    /// </summary>
    public ReadOnlyMemory<byte> Thumbnail { get; init; }

    /// <summary>Whether an existing output may be replaced; it stays as it was until the new one is complete. False by default.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Threads that encrypt, 1 to 256; the number of processors, up to that, by default.</summary>
    public int Workers { get; init; } = Math.Min(Environment.ProcessorCount, Payload.BatchSize.MaxWorkers);
}
