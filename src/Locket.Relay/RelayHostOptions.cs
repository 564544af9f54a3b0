using System.Net;

namespace Locket.Relay;

/// <summary>Where and how a relay inside another program listens.</summary>
public sealed record RelayHostOptions
{
    /// <summary>Address and port. Default: 127.0.0.1, any free port (0).</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>The relay's limits.</summary>
    public RelayOptions Relay { get; init; } = new();

    /// <summary>
    /// The certificate; stays its owner's. Default: null, one is generated for this run and disposed with it. There is no listening without
    /// TLS.
    /// </summary>
    public RelayCertificate? Certificate { get; init; }
}
