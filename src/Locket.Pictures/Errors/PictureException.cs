namespace Locket.Pictures;

/// <summary>A picture did not allow what was asked. What was written to the output until then is no picture: discard it.</summary>
public sealed class PictureException : Exception
{
    /// <summary>Makes an exception with a reason and a message for people.</summary>
    /// <param name="reason">The coarse reason.</param>
    /// <param name="message">What happened.</param>
    /// <param name="offsetInBytes">Where in the picture, if known.</param>
    /// <param name="innerException">The cause, if any.</param>
    public PictureException(PictureFailure reason, string message, long? offsetInBytes = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
        OffsetInBytes = offsetInBytes;
    }

    /// <summary>The coarse reason.</summary>
    public PictureFailure Reason { get; }

    /// <summary>Where in the picture, in bytes from its first, or <see langword="null"/>.</summary>
    public long? OffsetInBytes { get; }
}
