namespace Locket.Pictures;

/// <summary>What cleaning did.</summary>
public sealed record CleaningReport
{
    /// <summary>The picture as it was.</summary>
    public required PictureType Type { get; init; }

    /// <summary>The media type of it, as in <c>image/png</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>What was taken out, in the order in which it was first met; empty where the picture was clean.</summary>
    public required IReadOnlyList<RemovedPart> Removed { get; init; }

    /// <summary>The length of the picture before, in bytes, with all that stood behind it.</summary>
    public required long LengthBeforeInBytes { get; init; }

    /// <summary>The length of the clean picture in bytes.</summary>
    public required long LengthAfterInBytes { get; init; }

    /// <summary>Whether there was nothing to take out.</summary>
    public bool WasClean => Removed.Count == 0;
}
