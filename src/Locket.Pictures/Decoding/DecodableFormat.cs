namespace Locket.Pictures;

/// <summary>The formats whose pixels Locket can have decoded; what a picture is, its bytes say, never its name.</summary>
public enum DecodableFormat
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>ISO/IEC 15948; read by Locket itself.</summary>
    Png = 1,

    /// <summary>ISO/IEC 10918-1.</summary>
    Jpeg = 2,

    /// <summary>GIF87a and GIF89a; of an animation, its first frame.</summary>
    Gif = 3,

    /// <summary>RFC 9649; no animations.</summary>
    WebP = 4,

    /// <summary>Windows bitmap.</summary>
    Bmp = 5,
}
