namespace Locket.Pictures;

/// <summary>What became of one picture of a batch.</summary>
public sealed record PictureOutcome
{
    /// <summary>The input's path.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The output's path; null where it did not come so far.</summary>
    public string? OutputPath { get; init; }

    /// <summary>What became of it.</summary>
    public required PictureStatus Status { get; init; }

    /// <summary>What is sealed beside the content; null where it did not come so far.</summary>
    public FileMetadata? Metadata { get; init; }

    /// <summary>The content's length in bytes; null where it did not come so far.</summary>
    public long? ContentLengthInBytes { get; init; }

    /// <summary>Whether a thumbnail is sealed beside the content.</summary>
    public bool HasThumbnail { get; init; }

    /// <summary>Whether <see cref="FileMetadata.Sha256"/> was there and the content was compared with it.</summary>
    public bool IsCompared { get; init; }

    /// <summary>What a person may want to know of the picture, as that it is broken; null where there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Why there is no thumbnail; null where there is one, or nobody would ask.</summary>
    public string? ThumbnailNote { get; init; }

    /// <summary>What became of the clean copy; null where none was asked for, or the picture itself failed.</summary>
    public CleaningOutcome? CleanCopy { get; init; }

    /// <summary>Why there is no output; null unless failed.</summary>
    public Exception? Failure { get; init; }

    /// <summary>The outcome of a failure that concerns one picture alone; the others of a batch go on.</summary>
    internal static PictureOutcome Failed(string sourcePath, Exception failure)
        => new() { SourcePath = sourcePath, Status = PictureStatus.Failed, Failure = failure };
}
