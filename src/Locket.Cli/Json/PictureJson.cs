namespace Locket.Cli.Json;

/// <summary>What <c>locket picture seal|open --json</c> prints for each picture.</summary>
internal sealed record PictureJson
{
    /// <summary>As the person named it, or below the folder that they named.</summary>
    public required string File { get; init; }

    public required string Status { get; init; }

    public string? Output { get; init; }

    /// <summary>The name that is sealed; untrusted.</summary>
    public string? Name { get; init; }

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

    public bool HasThumbnail { get; init; }

    public long? ContentLengthInBytes { get; init; }

    public string? Sha256 { get; init; }

    public string? Note { get; init; }

    public string? ThumbnailNote { get; init; }

    /// <summary>The clean copy; null where there is none.</summary>
    public string? CleanCopy { get; init; }

    /// <summary>Why there is none, where one was asked for.</summary>
    public string? CleanCopyNote { get; init; }

    public string? Error { get; init; }

    public string? Message { get; init; }

    public int ExitCode { get; init; }
}
