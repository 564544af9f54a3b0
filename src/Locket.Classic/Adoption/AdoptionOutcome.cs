namespace Locket.Classic;

/// <summary>What became of one file.</summary>
public sealed record AdoptionOutcome
{
    /// <summary>The classic file's path.</summary>
    public required string SourcePath { get; init; }

    /// <summary>What became of it.</summary>
    public required AdoptionStatus Status { get; init; }

    /// <summary>The scheme; null where it was not found out.</summary>
    public AdoptionScheme? Scheme { get; init; }

    /// <summary>The Locket file's path; null where nothing would be written.</summary>
    public string? OutputPath { get; init; }

    /// <summary>The content's length in bytes, once it was opened.</summary>
    public long? ContentLengthInBytes { get; init; }

    /// <summary>What it means that the file opened; null where it did not.</summary>
    public AdoptionAssurance? Assurance { get; init; }

    /// <summary>How it was opened, where that had to be found out; null elsewhere.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether the classic file was removed.</summary>
    public bool IsSourceDeleted { get; init; }

    /// <summary>Why it was skipped, or why the classic file was kept although it was to be removed.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// What went wrong: an <see cref="AdoptionException"/>, <see cref="ClassicException"/>, <see cref="LocketException"/>,
    /// <see cref="ArgumentException"/> (the secret does not fit the scheme), <see cref="IOException"/> or
    /// <see cref="UnauthorizedAccessException"/>. Beside <see cref="AdoptionStatus.Adopted"/> and
    /// <see cref="AdoptionStatus.AlreadyAdopted"/>: the classic file could not be removed.
    /// </summary>
    public Exception? Failure { get; init; }
}
