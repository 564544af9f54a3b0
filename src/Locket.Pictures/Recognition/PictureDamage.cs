namespace Locket.Pictures;

/// <summary>What is wrong with a picture, as far as its headers show. Its pixels may be damaged without a note.</summary>
public enum PictureDamage
{
    /// <summary>Nothing that was read is wrong.</summary>
    None,

    /// <summary>The bytes end before the picture does.</summary>
    CutOff,

    /// <summary>Something that was read is not as the format demands.</summary>
    Malformed,
}
