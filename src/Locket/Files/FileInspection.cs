namespace Locket;

/// <summary>
/// What a Locket file tells without being opened. Nothing here is authenticated: whoever can alter the file can alter it.
/// </summary>
public sealed record FileInspection
{
    /// <summary>The format's version, 1.</summary>
    public required int Version { get; init; }

    /// <summary>The payload's cipher.</summary>
    public required CipherSuite Suite { get; init; }

    /// <summary>Whether the length is hidden by padding.</summary>
    public required bool IsPadded { get; init; }

    /// <summary>Whether the file is armored text.</summary>
    public required bool IsArmored { get; init; }

    /// <summary>The header's length in bytes, before armor.</summary>
    public required int HeaderLengthInBytes { get; init; }

    /// <summary>Who can open the file, in the order of the header.</summary>
    public required IReadOnlyList<SlotInspection> Slots { get; init; }

    /// <summary>Whether name, time and so on stand in the header under seal.</summary>
    public required bool HasMetadata { get; init; }

    /// <summary>Whether a sealed thumbnail stands in the header.</summary>
    public required bool HasThumbnail { get; init; }

    /// <summary>Bytes kept free for later changes to the header, or null where there is no spare room.</summary>
    public required int? SpareRoomInBytes { get; init; }

    /// <summary>The whole file's length in bytes before armor, or null where the source cannot tell.</summary>
    public required long? FileLengthInBytes { get; init; }

    /// <summary>The number of chunks, or null where the length is unknown or impossible.</summary>
    public required long? ChunkCount { get; init; }

    /// <summary>
    /// The content's length in bytes (with its padding, if padded), or null where the file's length is unknown or impossible.
    /// </summary>
    public required long? ContentLengthInBytes { get; init; }

    /// <summary>Whether the length is one that no complete file can have: the end is missing.</summary>
    public required bool IsTruncated { get; init; }
}
