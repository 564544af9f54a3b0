namespace Locket.Cli.Json;

/// <summary>What <c>locket picture clean --json</c> prints at its end: numbers of files.</summary>
internal sealed record CleanedSummaryJson
{
    public int Done { get; init; }

    public int AlreadyDone { get; init; }

    public int Failed { get; init; }

    /// <summary>Those that told where they were taken.</summary>
    public int WithPlace { get; init; }

    /// <summary>Those with nothing to remove.</summary>
    public int WasClean { get; init; }

    /// <summary>Files of folders that were passed over: sealed, or among the copies.</summary>
    public int PassedOver { get; init; }

    /// <summary>Links in the folders.</summary>
    public int LinksNotFollowed { get; init; }

    /// <summary><c>.locket-*.partial</c> files that interrupted runs left in the folders.</summary>
    public int UnfinishedFiles { get; init; }

    public long RemovedInBytes { get; init; }
}
