namespace Locket;

/// <summary>What a file says of itself under seal: never readable without opening it (docs/format.md, "Metadata").</summary>
public sealed record FileMetadata
{
    /// <summary>No metadata at all: the file then has no metadata stanza.</summary>
    public static FileMetadata None { get; } = new();

    /// <summary>What the payload is.</summary>
    public ContentKind Kind { get; init; }

    /// <summary>The original name as it was recorded: untrusted text. Use <see cref="SafeName"/> before touching a disk.</summary>
    public string? Name { get; init; }

    /// <summary>The original time of modification, to 100 nanoseconds.</summary>
    public DateTimeOffset? ModificationTime { get; init; }

    /// <summary>The media type, as in <c>image/png</c>.</summary>
    public string? MediaType { get; init; }

    /// <summary>The picture's width in pixels, at least 1.</summary>
    public int? Width { get; init; }

    /// <summary>The picture's height in pixels, at least 1.</summary>
    public int? Height { get; init; }

    /// <summary>The picture's EXIF orientation, 1 to 8.</summary>
    public int? Orientation { get; init; }

    /// <summary>Whether the picture moves; null where that is not known.</summary>
    public bool? IsAnimated { get; init; }

    /// <summary>When the picture was taken, by the camera's clock; to the second.</summary>
    public DateTime? TakenAt { get; init; }

    /// <summary>
    /// How far that clock was ahead of UTC, in whole minutes, from -14 to 14 hours; null where the camera did not say, as most do not.
    /// </summary>
    public TimeSpan? TakenOffset { get; init; }

    /// <summary>Whether the content says where the picture was taken; null where that is not known.</summary>
    public bool? HasPlace { get; init; }

    /// <summary>The SHA-256 of the whole content as 64 lower-case hexadecimal digits, or null where it was not recorded.</summary>
    public string? Sha256 { get; init; }

    /// <summary>
    /// The name made safe for any file system: one path component of at most 255 bytes without separators, device names, control or
    /// bidirectional characters; <see langword="null"/> where no name was recorded.
    /// </summary>
    public string? SafeName => Name is null ? null : Metadata.SafeFileName.From(Name);

    /// <summary>Reads name and modification time of an existing file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The metadata, of kind <see cref="ContentKind.File"/>.</returns>
    /// <exception cref="IOException">The file cannot be examined.</exception>
    public static FileMetadata FromFile(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists)
        {
            throw new FileNotFoundException("no such file", path);
        }

        return new FileMetadata { Name = file.Name, ModificationTime = new DateTimeOffset(file.LastWriteTimeUtc) };
    }
}
