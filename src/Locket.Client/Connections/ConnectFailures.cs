using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Locket.Wire;

namespace Locket.Client.Connections;

/// <summary>Says why a connection did not come about.</summary>
internal static class ConnectFailures
{
    private const string FaultHeader = "Locket-Fault";
    private const string RetryHeader = "Retry-After";

    public static RelayConnectionException Explain(
        RelayTarget target, CertificateJudge judge, ClientWebSocket socket, Exception failure)
    {
        if (judge.Refusal is RelayFailure refusal)
        {
            string shown = Convert.ToHexStringLower(judge.Fingerprint.Span);
            string message = refusal == RelayFailure.OtherCertificate
                ? $"{target} has another certificate than it should: somebody else answers there (SHA-256 {shown})"
                : $"the certificate of {target} is not trusted here (SHA-256 {shown})";
            return new RelayConnectionException(refusal, message, mayRetry: false, innerException: failure);
        }

        return socket.HttpResponseHeaders is null ? Unreachable(target, failure) : Answered(target, socket, failure);
    }

    public static RelayConnectionException TimedOut(RelayTarget target) => new(
        RelayFailure.Unreachable,
        string.Create(CultureInfo.InvariantCulture, $"{target} did not answer within {target.ConnectLimit.TotalSeconds:0.#} s"),
        mayRetry: true);

    /// <summary>What a fault means for the connection (docs/protocol.md, "Faults").</summary>
    public static RelayConnectionException Refused(RelayTarget target, FaultCode fault, TimeSpan retryAfter, Exception? failure = null)
    {
        bool mayRetry = FaultCodes.MayRetry(fault);
        string name = Enum.IsDefined(fault) ? FaultTexts.Of(fault) : string.Create(CultureInfo.InvariantCulture, $"fault {(int)fault}");
        return new RelayConnectionException(
            RelayFailure.Refused, $"{target} refused: {name}", mayRetry, mayRetry ? retryAfter : TimeSpan.Zero, fault, failure);
    }

    private static RelayConnectionException Unreachable(RelayTarget target, Exception failure)
        => new(
            RelayFailure.Unreachable,
            $"cannot reach {target}: {failure.GetBaseException().Message}",
            mayRetry: true,
            innerException: failure);

    private static RelayConnectionException Answered(RelayTarget target, ClientWebSocket socket, Exception failure)
    {
        HttpStatusCode status = socket.HttpStatusCode;
        TimeSpan wait = Header(socket, RetryHeader, int.MaxValue) is int seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        if (Header(socket, FaultHeader, ushort.MaxValue) is int code && FaultCodes.HasClass((FaultCode)code))
        {
            return Refused(target, (FaultCode)code, wait, failure);
        }

        // Only a proxy answers without a fault: what it says of itself or of the relay behind it decides.
        bool mayRetry = status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        return new RelayConnectionException(
            RelayFailure.NotARelay,
            string.Create(CultureInfo.InvariantCulture, $"{target} answered like no relay (HTTP {(int)status})"),
            mayRetry,
            mayRetry ? wait : TimeSpan.Zero,
            innerException: failure);
    }

    // Digits alone, once: anything else is as good as nothing.
    private static int? Header(ClientWebSocket socket, string name, int max)
        => socket.HttpResponseHeaders is { } headers
            && headers.TryGetValue(name, out IEnumerable<string>? values)
            && values.ToArray() is [string text]
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number <= max
                ? number
                : null;
}
