namespace Locket.Pictures;

/// <summary>What something that was removed is.</summary>
public enum RemovedKind
{
    /// <summary>EXIF: camera, dates, settings; or TIFF's own tags of that kind.</summary>
    Exif,

    /// <summary>A place on earth. Its bytes count with what it stood in.</summary>
    Location,

    /// <summary>XMP.</summary>
    Xmp,

    /// <summary>IPTC, or Photoshop's resources that hold it.</summary>
    Iptc,

    /// <summary>Comments and other text.</summary>
    Comment,

    /// <summary>An embedded smaller picture. Inside EXIF, its bytes count there.</summary>
    Thumbnail,

    /// <summary>A color profile that was not to be kept.</summary>
    ColorProfile,

    /// <summary>The orientation, where it was not to be kept. Inside EXIF, its bytes count there.</summary>
    Orientation,

    /// <summary>Further pictures of the same file, and what describes them.</summary>
    OtherPictures,

    /// <summary>Sealed files that travel in the picture (docs/pictures.md, "Carriers").</summary>
    Sealed,

    /// <summary>What an application left, or what no one knows.</summary>
    Other,

    /// <summary>Bytes behind the end of the picture, or between its parts.</summary>
    Trailing,
}
