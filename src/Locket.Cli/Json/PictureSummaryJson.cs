namespace Locket.Cli.Json;

/// <summary>What <c>locket picture seal|open --json</c> prints at its end: numbers of files.</summary>
internal sealed record PictureSummaryJson
{
    public int Done { get; init; }

    public int AlreadyDone { get; init; }

    public int Failed { get; init; }

    public int WithThumbnail { get; init; }

    /// <summary>Sealed as files: broken, or no picture that is known.</summary>
    public int WithNote { get; init; }

    /// <summary>Clean copies that are there now.</summary>
    public int CleanCopies { get; init; }

    /// <summary>Pictures of which a clean copy was asked for and is not there.</summary>
    public int WithoutCleanCopy { get; init; }

    /// <summary>Opened without a SHA-256 to compare with; their encryption alone vouches for them.</summary>
    public int NotCompared { get; init; }

    /// <summary>Files of folders that were passed over: sealed already, or not sealed.</summary>
    public int PassedOver { get; init; }

    /// <summary>Links in the folders.</summary>
    public int LinksNotFollowed { get; init; }

    /// <summary><c>.locket-*.partial</c> files that interrupted runs left in the folders.</summary>
    public int UnfinishedFiles { get; init; }

    public long ContentLengthInBytes { get; init; }
}
