namespace Locket.Pictures;

/// <summary>What cleaning leaves in a picture besides its pixels.</summary>
public sealed record CleaningOptions
{
    /// <summary>Both kept, as most people want it.</summary>
    public static CleaningOptions Default { get; } = new();

    /// <summary>Keeps the embedded color profile, without which colors may shift; it can name a device. Default: kept.</summary>
    public bool KeepColorProfile { get; init; } = true;

    /// <summary>
    /// Keeps the orientation, without which a picture may lie on its side: as a fresh EXIF block of 26 bytes that holds nothing else (in
    /// TIFF, as its tag). Default: kept.
    /// </summary>
    public bool KeepOrientation { get; init; } = true;
}
