namespace Locket.Pictures;

/// <summary>What became of one picture that was to be cleaned.</summary>
public sealed record CleaningOutcome
{
    /// <summary>The input's path.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The clean copy's path; null where none was asked for.</summary>
    public string? OutputPath { get; init; }

    /// <summary>What became of it. Where no copy was asked for, done means that it can be cleaned.</summary>
    public required PictureStatus Status { get; init; }

    /// <summary>What was removed, or would be; null where it failed.</summary>
    public CleaningReport? Report { get; init; }

    /// <summary>
    /// Why there is no clean copy; null unless failed. A <see cref="PictureException"/> says that the picture cannot be cleaned, everything
    /// else that a file could not be read or written.
    /// </summary>
    public Exception? Failure { get; init; }
}
