namespace Locket.Classic;

/// <summary>A classic connection could not be made, or broke, or took too long.</summary>
public sealed class ClassicConnectionException : IOException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened; never holds a secret.</param>
    /// <param name="canRetry">Whether the same call may succeed later.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ClassicConnectionException(string message, bool canRetry, Exception? innerException = null)
        : base(message, innerException)
    {
        CanRetry = canRetry;
    }

    /// <summary>Whether the same call may succeed later.</summary>
    public bool CanRetry { get; }
}
