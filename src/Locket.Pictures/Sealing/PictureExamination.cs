namespace Locket.Pictures;

/// <summary>What a picture's bytes say of it without being decoded.</summary>
public sealed record PictureExamination
{
    /// <summary>The media type, as in <c>image/png</c>; null where the bytes are no picture that is known.</summary>
    public string? MediaType { get; init; }

    /// <summary>The width in pixels as stored, before orientation, at least 1; null where it is not known.</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels as stored, before orientation, at least 1; null where it is not known.</summary>
    public int? Height { get; init; }

    /// <summary>The EXIF orientation, 1 to 8; null where it is not known.</summary>
    public int? Orientation { get; init; }

    /// <summary>Whether the picture moves; null where that is not known.</summary>
    public bool? IsAnimated { get; init; }

    /// <summary>When it was taken by the camera's clock; null where it does not say.</summary>
    public DateTime? TakenAt { get; init; }

    /// <summary>How far that clock was ahead of UTC, in whole minutes, from -14 to 14 hours; null where it does not say.</summary>
    public TimeSpan? TakenOffset { get; init; }

    /// <summary>Whether it says where it was taken; null where that is not known.</summary>
    public bool? HasPlace { get; init; }

    /// <summary>What is wrong with it, in words for people; null where nothing is.</summary>
    public string? Note { get; init; }

    /// <summary>The details as they are sealed.</summary>
    /// <param name="metadata">Name and time.</param>
    /// <returns>The same with the details.</returns>
    public FileMetadata AddTo(FileMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return AddToCore(metadata);
    }

    private FileMetadata AddToCore(FileMetadata metadata) => metadata with
    {
        MediaType = MediaType,
        Width = Width,
        Height = Height,
        Orientation = Orientation,
        IsAnimated = IsAnimated,
        TakenAt = TakenAt,
        TakenOffset = TakenOffset,
        HasPlace = HasPlace,
    };
}
