namespace Locket.Cli.Json;

/// <summary>What <c>locket picture clean --json</c> prints for each picture.</summary>
internal sealed record CleanedJson
{
    /// <summary>As the person named it, or below the folder that they named.</summary>
    public required string File { get; init; }

    public required string Status { get; init; }

    public string? Output { get; init; }

    public string? MediaType { get; init; }

    /// <summary>Whether it told where it was taken.</summary>
    public bool? HasPlace { get; init; }

    public IReadOnlyList<RemovedJson>? Removed { get; init; }

    public long? LengthBeforeInBytes { get; init; }

    public long? LengthAfterInBytes { get; init; }

    public string? Error { get; init; }

    public string? Message { get; init; }

    public int ExitCode { get; init; }
}
