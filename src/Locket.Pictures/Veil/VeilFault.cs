namespace Locket.Pictures;

/// <summary>Why no Locket file can be had from a picture.</summary>
public enum VeilFault
{
    /// <summary>It can.</summary>
    None,

    /// <summary>The bytes are no PNG, or a broken one.</summary>
    NotPng,

    /// <summary>
    /// The picture is no veil: its first pixels do not say so. Whatever changes pixels (scaling, cropping, JPEG) makes a veil one of these.
    /// </summary>
    NotVeil,

    /// <summary>A veil of a later version than 1.</summary>
    UnsupportedVersion,

    /// <summary>A veil, but some of its pixels were changed.</summary>
    Altered,
}
