using System.Net;
using Locket.Relay.Events;
using Locket.Relay.Limits;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Locket.Relay.Endpoint;

/// <summary>
/// Stands before TLS: bounds the connections, and tells of those that end without a request that the relay knows, which no other place
/// hears of: a scan, a failed handshake, something that is no HTTP, another path.
/// </summary>
internal sealed class ConnectionGate
{
    /// <summary>
    /// Twice the relay's own limit, so that it is the relay that answers, with its fault; this one bounds what never becomes a request.
    /// </summary>
    private const int Factor = 2;

    private static readonly object Known = new();

    private readonly RelayEvents _events;
    private readonly long _most;
    private long _open;

    public ConnectionGate(RelayEvents events, RelayOptions options)
    {
        _events = events;
        _most = (long)Factor * options.MaxConnections;
    }

    /// <summary>A request has come that is served, or refused with an event of its own.</summary>
    public static void Note(IFeatureCollection features)
    {
        if (features.Get<IConnectionItemsFeature>() is { } connection)
        {
            connection.Items[Known] = true;
        }
    }

    public async Task PassAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        NetworkAddress network = new((connection.RemoteEndPoint as IPEndPoint)?.Address);
        bool hasRoom = Interlocked.Increment(ref _open) <= _most;
        try
        {
            if (hasRoom)
            {
                await next(connection).ConfigureAwait(false);
            }
            else
            {
                connection.Abort();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
            if (!hasRoom)
            {
                _events.Tell(RelayEventKind.RelayBusy, room: null, network);
            }
            else if (!connection.Items.ContainsKey(Known))
            {
                _events.Tell(RelayEventKind.StrayConnection, room: null, network);
            }
        }
    }
}
