namespace Locket.Cli.Operations.Pictures.Cleaning;

/// <summary>What <c>locket picture clean</c> was asked to do.</summary>
internal sealed record PictureCleanRequest
{
    public IReadOnlyList<string> Inputs { get; init; } = [];

    public string? Output { get; init; }

    /// <summary>Whether nothing is to be written.</summary>
    public bool IsDryRun { get; init; }

    public bool Force { get; init; }

    public bool Json { get; init; }

    public bool IsQuiet { get; init; }

    public required int ParallelFiles { get; init; }

    public bool KeepsColorProfile { get; init; } = true;

    public bool KeepsOrientation { get; init; } = true;
}
