namespace Locket.Pictures;

/// <summary>
/// How the decoding of one picture ended. None of these is an error of the whole: a picture without a thumbnail is sealed all the same.
/// </summary>
public enum DecoderOutcome
{
    /// <summary>There are pixels.</summary>
    Success = 0,

    /// <summary>The decoder does not accept the picture: it is broken, or of a kind that the decoder does not know.</summary>
    Unreadable = 1,

    /// <summary>The picture has more pixels or bytes than allowed.</summary>
    TooLarge = 2,

    /// <summary>Decoding wanted more memory than allowed.</summary>
    OutOfMemory = 3,

    /// <summary>This machine has no decoder for the format: libgd is missing, or the child process cannot be started or confined.</summary>
    Unavailable = 4,

    /// <summary>Decoding took too long and was ended.</summary>
    TimedOut = 5,

    /// <summary>The decoder crashed, or answered nonsense.</summary>
    Crashed = 6,
}
