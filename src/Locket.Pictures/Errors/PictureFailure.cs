namespace Locket.Pictures;

/// <summary>Why a picture was refused: the coarse reason that a <see cref="PictureException"/> carries.</summary>
public enum PictureFailure
{
    /// <summary>The bytes begin like no picture that is known here.</summary>
    NotAPicture,

    /// <summary>A picture of a format, or with a feature, for which this is not done.</summary>
    Unsupported,

    /// <summary>The bytes are not what the format demands, or end too early.</summary>
    Damaged,

    /// <summary>Something is larger than its limit.</summary>
    TooLarge,
}
