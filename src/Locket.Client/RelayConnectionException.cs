using Locket.Wire;

namespace Locket.Client;

/// <summary>There is no connection to the relay, or none any more. Says whether trying again can help, and when.</summary>
public sealed class RelayConnectionException : Exception
{
    internal RelayConnectionException(
        RelayFailure failure,
        string message,
        bool mayRetry,
        TimeSpan retryAfter = default,
        FaultCode fault = FaultCode.None,
        Exception? innerException = null)
        : base(message, innerException)
    {
        Failure = failure;
        MayRetry = mayRetry;
        RetryAfter = retryAfter;
        Fault = fault;
    }

    /// <summary>Gets the reason.</summary>
    public RelayFailure Failure { get; }

    /// <summary>
    /// Gets the relay's fault (docs/protocol.md, "Faults"); none where the reason is another one. May be younger than this program.
    /// </summary>
    public FaultCode Fault { get; }

    /// <summary>Gets a value indicating whether the same can succeed later without anything else having changed.</summary>
    public bool MayRetry { get; }

    /// <summary>Gets the shortest wait before a retry; 0 where nobody named one.</summary>
    public TimeSpan RetryAfter { get; }
}
