namespace Locket.Pictures;

/// <summary>What is wrong with a picture, as far as its headers show. A picture without a note may still be damaged where its pixels are.</summary>
public enum PictureDamage
{
    /// <summary>Nothing that was read is wrong.</summary>
    None,

    /// <summary>The bytes end before the picture does.</summary>
    CutOff,

    /// <summary>Something that was read is not as the format demands.</summary>
    Malformed,
}
