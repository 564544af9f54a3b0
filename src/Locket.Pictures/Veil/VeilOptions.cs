namespace Locket.Pictures;

/// <summary>How a veil looks.</summary>
public sealed record VeilOptions
{
    /// <summary>Gray pixels instead of colored ones, for channels without color; three times as many of them.</summary>
    public bool IsGray { get; init; }

    /// <summary>A hint of a picture beneath the noise; none where <see langword="null"/>.</summary>
    public VeilPreview? Preview { get; init; }

    internal bool IsPossible
        => Preview is null
            || (Preview.Cells is >= 1 and <= VeilPreview.MaxCells
                && Preview.Bits is >= 1 and <= VeilPreview.MaxBits
                && Preview.Style is VeilPreviewStyle.Blurred or VeilPreviewStyle.Pixelated);
}
