namespace Locket.Pictures;

/// <summary>What became of a picture.</summary>
public sealed record RedactionReport
{
    /// <summary>The redacted picture's format.</summary>
    public required DecodableFormat Format { get; init; }

    /// <summary>In pixels, upright.</summary>
    public required int Width { get; init; }

    /// <summary>In pixels, upright.</summary>
    public required int Height { get; init; }

    /// <summary>How many pixels are hidden.</summary>
    public required long HiddenPixelCount { get; init; }

    /// <summary>
    /// What is really hidden, and may overlap: the rectangles, or all but them, grown by <see cref="RedactionOptions.MarginInPixels"/> and
    /// by what may hold traces of them where the original was coded with loss (docs/pictures.md, "How far it reaches").
    /// </summary>
    public required IReadOnlyList<PictureArea> HiddenAreas { get; init; }

    /// <summary>How far a side of a rectangle was moved for that, at most, in pixels; not beyond the margin where the original was coded
    /// without loss.</summary>
    public required int GrownInPixels { get; init; }

    /// <summary>Whether the original, a WebP, says that it keeps fewer levels of transparency than it was made of: they were chosen for the
    /// picture as a whole, so that transparency elsewhere may hold faint traces of what is hidden.</summary>
    public required bool HasReducedAlpha { get; init; }

    /// <summary>What each layer gives back, in the order of <see cref="RedactionOptions.Layers"/>.</summary>
    public required IReadOnlyList<RedactedLayer> Layers { get; init; }

    /// <summary>How many files are sealed in it: one for each layer, and one for the original.</summary>
    public required int SealedCount { get; init; }

    /// <summary>The length of the picture file in bytes.</summary>
    public required long LengthInBytes { get; init; }
}
