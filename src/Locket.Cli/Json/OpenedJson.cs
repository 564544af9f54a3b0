namespace Locket.Cli.Json;

/// <summary>What an opened file tells besides.</summary>
internal sealed record OpenedJson
{
    /// <summary>The slot that opened, counted from 0.</summary>
    public required int Slot { get; init; }

    /// <summary>The content's true length, without padding; null from a pipe.</summary>
    public required long? ContentLengthInBytes { get; init; }

    public string? Kind { get; init; }

    public string? Name { get; init; }

    public string? SafeName { get; init; }

    public DateTimeOffset? ModificationTime { get; init; }

    public string? MediaType { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public int? Orientation { get; init; }

    public bool? Animated { get; init; }

    /// <summary>By the camera's clock.</summary>
    public DateTime? TakenAt { get; init; }

    /// <summary>How far that clock was ahead of UTC, as in <c>+02:00</c>.</summary>
    public string? TakenOffset { get; init; }

    public bool? HasPlace { get; init; }

    public string? Sha256 { get; init; }
}
