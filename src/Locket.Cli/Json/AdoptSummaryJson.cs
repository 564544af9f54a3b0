namespace Locket.Cli.Json;

/// <summary>What <c>locket adopt --json</c> prints at its end: numbers of files.</summary>
internal sealed record AdoptSummaryJson
{
    public int Adopted { get; init; }

    public int AlreadyAdopted { get; init; }

    public int WouldAdopt { get; init; }

    public int Skipped { get; init; }

    public int Failed { get; init; }

    public int SourcesDeleted { get; init; }

    public int PartlyAuthenticated { get; init; }

    public int NotAuthenticated { get; init; }

    /// <summary><c>.locket-*.partial</c> files that interrupted runs left in the folders.</summary>
    public int UnfinishedFiles { get; init; }
}
