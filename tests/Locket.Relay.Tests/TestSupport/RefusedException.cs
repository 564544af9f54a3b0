using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Locket.Wire;

namespace Locket.Relay.Tests.TestSupport;

/// <summary>The relay answered over HTTP.</summary>
internal sealed class RefusedException : Exception
{
    private RefusedException(HttpStatusCode status, FaultCode fault, bool hasRetryAfter, Exception inner)
        : base($"{status} {fault}", inner)
    {
        Status = status;
        Fault = fault;
        HasRetryAfter = hasRetryAfter;
    }

    public HttpStatusCode Status { get; }

    public FaultCode Fault { get; }

    public bool HasRetryAfter { get; }

    public static RefusedException? From(ClientWebSocket socket, Exception failure)
    {
        if (socket.HttpResponseHeaders is not { } headers)
        {
            return null;
        }

        FaultCode fault = headers.TryGetValue("Locket-Fault", out IEnumerable<string>? values)
            ? (FaultCode)int.Parse(values.Single(), CultureInfo.InvariantCulture)
            : FaultCode.None;
        return new RefusedException(socket.HttpStatusCode, fault, headers.ContainsKey("Retry-After"), failure);
    }
}
