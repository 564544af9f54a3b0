namespace Locket.Cli.Json;

/// <summary>One slot of a header.</summary>
internal sealed record SlotJson
{
    public required string Type { get; init; }

    public required bool Supported { get; init; }

    public int? MemoryInKiB { get; init; }

    public int? Passes { get; init; }

    public int? Lanes { get; init; }

    public int? Iterations { get; init; }

    public string? KdfSalt { get; init; }

    public string? KeyHint { get; init; }
}
