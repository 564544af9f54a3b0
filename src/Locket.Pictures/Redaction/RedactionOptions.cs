namespace Locket.Pictures;

/// <summary>What to hide of a picture, and who gets it back.</summary>
public sealed record RedactionOptions
{
    /// <summary>The rectangles to hide; or, with <see cref="IsAllBut"/>, those to leave. Together with those of all layers at most
    /// <see cref="PictureRedactor.MaxAreas"/>.</summary>
    public IReadOnlyList<PictureArea> Areas { get; init; } = [];

    /// <summary>Hides everything but <see cref="Areas"/>.</summary>
    public bool IsAllBut { get; init; }

    /// <summary>Who gets the original back, byte for byte; may be empty where there are layers, and the original is then not in the
    /// picture. They stay the caller's.</summary>
    public IReadOnlyList<Recipient> Recipients { get; init; } = [];

    /// <summary>Further rectangles that are hidden, each layer for people of its own.</summary>
    public IReadOnlyList<RedactionLayer> Layers { get; init; } = [];

    /// <summary>How many pixels more are hidden on each side of every rectangle, before what the original's coding asks for; 0 to
    /// <see cref="PictureRedactor.MaxMarginInPixels"/>, none unless said otherwise. For originals that do not tell what was done to them:
    /// a PNG made of a JPEG.</summary>
    public int MarginInPixels { get; init; }

    /// <summary>What hidden pixels become; black unless said otherwise.</summary>
    public RedactionColor Color { get; init; }

    /// <summary>PNG, JPEG or WebP; the original's own format where it is <see cref="DecodableFormat.None"/>.</summary>
    public DecodableFormat Format { get; init; }

    /// <summary>Of JPEG and lossy WebP, 1 to 100.</summary>
    public int Quality { get; init; } = 92;

    /// <summary>Hides the exact length of what is sealed, at most 12 percent more.</summary>
    public bool Pad { get; init; }

    /// <summary>The original's name and time, sealed with it; absent where <see langword="null"/>.</summary>
    public FileMetadata? Metadata { get; init; }
}
