namespace Locket.Cli.Json;

/// <summary>What <c>locket adopt --json</c> prints for each file.</summary>
internal sealed record AdoptJson
{
    /// <summary>As the person named it, or below the folder that they named.</summary>
    public required string File { get; init; }

    public required string Status { get; init; }

    public string? Scheme { get; init; }

    /// <summary>How it was opened, where that had to be found out.</summary>
    public string? Detail { get; init; }

    public string? Output { get; init; }

    public long? ContentLengthInBytes { get; init; }

    public string? Assurance { get; init; }

    public bool SourceDeleted { get; init; }

    /// <summary>Why it was skipped or kept.</summary>
    public string? Reason { get; init; }

    public string? Error { get; init; }

    public string? Message { get; init; }

    public int ExitCode { get; init; }
}
