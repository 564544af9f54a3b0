namespace Locket.Classic;

/// <summary>A file was not adopted: it is where and as it was. Or it was, but could not be removed afterwards.</summary>
public sealed class AdoptionException : Exception
{
    /// <summary>Makes an exception with a reason and a message for people.</summary>
    /// <param name="reason">The coarse reason.</param>
    /// <param name="message">What happened; never holds a secret.</param>
    /// <param name="innerException">The cause, if any.</param>
    public AdoptionException(AdoptionFailure reason, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Reason = reason;
    }

    /// <summary>The coarse reason.</summary>
    public AdoptionFailure Reason { get; }
}
