namespace Locket;

/// <summary>Untrusted bytes, or the state of files around them, did not allow what was asked. Nothing was left half done.</summary>
/// <remarks>A caller's own mistake is an <see cref="ArgumentException"/>; a failing disk stays an <see cref="IOException"/>.</remarks>
public sealed class LocketException : Exception
{
    /// <summary>Makes an exception with a reason and a message for people.</summary>
    /// <param name="reason">The coarse reason.</param>
    /// <param name="message">What happened; never holds a secret.</param>
    /// <param name="offsetInBytes">Where in the Locket file, counted from its first byte (before armor), if known.</param>
    /// <param name="innerException">The cause, if any.</param>
    public LocketException(LocketFailure reason, string message, long? offsetInBytes = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
        OffsetInBytes = offsetInBytes;
    }

    /// <summary>The coarse reason.</summary>
    public LocketFailure Reason { get; }

    /// <summary>Where in the Locket file, in bytes from its first, or <see langword="null"/>.</summary>
    public long? OffsetInBytes { get; }
}
