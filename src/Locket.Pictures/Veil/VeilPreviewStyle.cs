namespace Locket.Pictures;

/// <summary>How the few colors of a preview fill the picture.</summary>
public enum VeilPreviewStyle
{
    /// <summary>They run into each other.</summary>
    Blurred,

    /// <summary>Each fills a rectangle.</summary>
    Pixelated,
}
