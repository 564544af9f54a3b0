namespace Locket.Pictures;

/// <summary>Why the pixels of a PNG cannot be had.</summary>
public enum PngFault
{
    /// <summary>They can.</summary>
    None,

    /// <summary>The bytes do not begin as a PNG does.</summary>
    NotPng,

    /// <summary>It breaks ISO/IEC 15948, or ends too early.</summary>
    Damaged,

    /// <summary>It has more pixels than the caller allows.</summary>
    TooLarge,
}
