namespace Locket.Cli.Json;

/// <summary>One line of <c>locket inspect --json</c>; the names are documented in docs/cli.md and stay.</summary>
internal sealed record InspectionJson
{
    public required string File { get; init; }

    public required int FormatVersion { get; init; }

    public required string Cipher { get; init; }

    public required bool Padded { get; init; }

    public required bool Armored { get; init; }

    public required int HeaderLengthInBytes { get; init; }

    public required IReadOnlyList<SlotJson> Slots { get; init; }

    public required bool HasMetadata { get; init; }

    public required bool HasThumbnail { get; init; }

    public required int? SpareRoomInBytes { get; init; }

    public required long? FileLengthInBytes { get; init; }

    public required long? ChunkCount { get; init; }

    public required long? ContentLengthInBytes { get; init; }

    public required bool Truncated { get; init; }

    /// <summary>What only the opened file tells; null where it was not opened.</summary>
    public OpenedJson? Opened { get; init; }
}
