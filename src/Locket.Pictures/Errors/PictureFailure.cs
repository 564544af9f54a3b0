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

    /// <summary>
    /// Nothing on this machine decodes or encodes the format: libgd is missing, or the child process cannot be started or confined.
    /// </summary>
    NoDecoder,

    /// <summary>A rectangle does not lie in the picture.</summary>
    OutsidePicture,

    /// <summary>Nothing of the picture would be hidden.</summary>
    NothingHidden,

    /// <summary>The picture carries sealed files already.</summary>
    AlreadySealed,

    /// <summary>The picture carries nothing sealed.</summary>
    NothingSealed,

    /// <summary>What is sealed in the picture belongs to another one, or the picture was changed since.</summary>
    NotThisPicture,

    /// <summary>Nothing would be left of the picture, or given back by a layer: all its pixels may hold traces of what is hidden.</summary>
    NothingLeft,
}
