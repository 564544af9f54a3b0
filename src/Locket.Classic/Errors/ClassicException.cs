namespace Locket.Classic;

/// <summary>Untrusted bytes of a classic scheme did not allow what was asked. No plaintext that failed a check was handed out.</summary>
/// <remarks>A caller's own mistake is an <see cref="ArgumentException"/>; a failing disk or network stays an
/// <see cref="IOException"/>.</remarks>
public sealed class ClassicException : Exception
{
    /// <summary>Makes an exception with a reason and a message for people.</summary>
    /// <param name="reason">The coarse reason.</param>
    /// <param name="message">What happened; never holds a secret.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ClassicException(ClassicFailure reason, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
    }

    /// <summary>The coarse reason.</summary>
    public ClassicFailure Reason { get; }
}
