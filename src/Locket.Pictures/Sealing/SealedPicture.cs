namespace Locket.Pictures;

/// <summary>What a sealed picture says of itself, read from its header alone; the content is not touched.</summary>
public sealed record SealedPicture
{
    /// <summary>The sealed picture's path.</summary>
    public required string Path { get; init; }

    /// <summary>What is sealed beside the content; null where there is nothing, and where the file did not open.</summary>
    public FileMetadata? Metadata { get; init; }

    /// <summary>
    /// The content's length in bytes as the file's length tells, with its padding, where it has any; null where the end is missing.
    /// </summary>
    public long? ContentLengthInBytes { get; init; }

    /// <summary>Whether a thumbnail is sealed beside the content.</summary>
    public bool HasThumbnail { get; init; }

    /// <summary>Why it could not be read; null where it could.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Reads a sealed picture's header.</summary>
    /// <param name="path">The sealed picture.</param>
    /// <param name="credentials">What may open it, in any order; they stay the caller's.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Stops between derivations.</param>
    /// <returns>What it says, or <see cref="Failure"/>.</returns>
    public static SealedPicture Read(
        string path,
        IReadOnlyList<Credential> credentials,
        DecryptionOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        try
        {
            using LocketReader reader = LocketReader.Open(path, credentials, options, cancellationToken);
            return From(path, reader);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or LocketException)
        {
            return new SealedPicture { Path = path, Failure = failure };
        }
    }

    /// <summary>What a sealed picture says that is open already.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="reader">The open file; it stays the caller's.</param>
    /// <returns>What it says.</returns>
    public static SealedPicture From(string path, LocketReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new SealedPicture
        {
            Path = path,
            Metadata = reader.Metadata,
            ContentLengthInBytes = reader.Inspection.ContentLengthInBytes,
            HasThumbnail = reader.Inspection.HasThumbnail,
        };
    }
}
