namespace Locket.Pictures;

/// <summary>How a veil looks.</summary>
public sealed record VeilOptions
{
    /// <summary>Gray pixels instead of colored ones, for channels without color; three times as many of them.</summary>
    public bool IsGray { get; init; }

    /// <summary>A hint of a picture beneath the noise; none where <see langword="null"/>.</summary>
    public VeilPreview? Preview { get; init; }

    internal bool IsPossible
        => Preview is null or { Cells: >= 1 and <= VeilPreview.MaxCells, Bits: >= 1 and <= VeilPreview.MaxBits, Style: VeilPreviewStyle.Blurred or VeilPreviewStyle.Pixelated };
}
