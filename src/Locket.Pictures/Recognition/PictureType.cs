namespace Locket.Pictures;

/// <summary>A picture format, as its first bytes tell it (docs/pictures.md, "Recognition"). The name of a file plays no part.</summary>
public enum PictureType
{
    /// <summary>PNG without animation (ISO/IEC 15948).</summary>
    Png,

    /// <summary>PNG with an animation control chunk, however many frames it announces.</summary>
    Apng,

    /// <summary>JPEG (ISO/IEC 10918-1), with or without JFIF, EXIF or further pictures behind the first.</summary>
    Jpeg,

    /// <summary>GIF 87a or 89a.</summary>
    Gif,

    /// <summary>WebP, simple or extended (RFC 9649).</summary>
    WebP,

    /// <summary>A Windows or OS/2 bitmap.</summary>
    Bmp,

    /// <summary>TIFF 6.0 of either byte order, BigTIFF, and the camera formats that are TIFF in all but name.</summary>
    Tiff,

    /// <summary>HEIF with HEVC in it (ISO/IEC 23008-12).</summary>
    Heic,

    /// <summary>HEIF with another coding, or one that its brands do not name.</summary>
    Heif,

    /// <summary>AVIF: HEIF with AV1 in it.</summary>
    Avif,

    /// <summary>JPEG XL, as a bare codestream or in its container (ISO/IEC 18181).</summary>
    JpegXl,

    /// <summary>A Windows icon.</summary>
    Ico,
}
