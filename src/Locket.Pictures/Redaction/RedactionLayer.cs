namespace Locket.Pictures;

/// <summary>Rectangles that are hidden, and that some people get back: the pixels of these, and nothing else.</summary>
public sealed record RedactionLayer
{
    /// <summary>What to call it, sealed with it; at most 255 bytes of UTF-8 without control characters.</summary>
    public required string Name { get; init; }

    /// <summary>The rectangles, at least one.</summary>
    public required IReadOnlyList<PictureArea> Areas { get; init; }

    /// <summary>Who gets them back, at least one; they stay the caller's.</summary>
    public required IReadOnlyList<Recipient> Recipients { get; init; }
}
