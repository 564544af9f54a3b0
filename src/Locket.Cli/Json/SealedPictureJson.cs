namespace Locket.Cli.Json;

/// <summary>What <c>locket picture list|view --json</c> prints for each sealed picture.</summary>
internal sealed record SealedPictureJson
{
    /// <summary>The sealed picture, as the person named it, or below the folder that they named.</summary>
    public required string File { get; init; }

    /// <summary>The name that is sealed; untrusted.</summary>
    public string? Name { get; init; }

    public string? SafeName { get; init; }

    public string? MediaType { get; init; }

    /// <summary>As stored, before orientation.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    public int? Orientation { get; init; }

    public bool? Animated { get; init; }

    /// <summary>By the camera's clock.</summary>
    public DateTime? TakenAt { get; init; }

    /// <summary>How far that clock was ahead of UTC, as in <c>+02:00</c>.</summary>
    public string? TakenOffset { get; init; }

    public bool? HasPlace { get; init; }

    public bool HasThumbnail { get; init; }

    public long? ContentLengthInBytes { get; init; }

    public DateTimeOffset? ModificationTime { get; init; }

    public string? Sha256 { get; init; }
}
