namespace Locket.Pictures.Pixels;

/// <summary>What the samples of a PNG mean (ISO/IEC 15948, 11.2.2); the values are the file's.</summary>
internal enum PngColor
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}
