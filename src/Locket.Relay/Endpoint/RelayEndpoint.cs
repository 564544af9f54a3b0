using System.Globalization;
using System.Net.WebSockets;
using Locket.Relay.Events;
using Locket.Relay.Limits;
using Locket.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Locket.Relay.Endpoint;

/// <summary>Takes a request in: token, address, position, room, WebSocket, number of connections, in this order; then serves it.</summary>
internal sealed class RelayEndpoint
{
    /// <summary>How long to wait after too many connections: they end when people leave, so that trying more often is of no use.</summary>
    private static readonly TimeSpan BusyWait = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for a room to be let in: whoever goes on in it may be there before its host has heard of it.</summary>
    private static readonly TimeSpan UnservedWait = TimeSpan.FromSeconds(1);

    private readonly RelayServices _services;
    private readonly ConnectionLimiter _connections;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger _logger;
    private long _number;

    public RelayEndpoint(
        RelayServices services, ConnectionLimiter connections, IHostApplicationLifetime lifetime, ILogger<RelayEndpoint> logger)
    {
        _services = services;
        _connections = connections;
        _lifetime = lifetime;
        _logger = logger;
    }

    public async Task HandleAsync(HttpContext context)
    {
        ConnectionGate.Note(context.Features);
        NetworkAddress network = new(context.Connection.RemoteIpAddress);
        if (_services.Options.Token is RelayToken token && !token.IsIn(Authorization(context.Request)))
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
            Refuse(context, FaultCode.Unauthorized, null, network);
            return;
        }

        FaultCode fault = RelayRequest.Read(context.Request, out RoomAddress room, out long after);
        if (fault != FaultCode.None)
        {
            Refuse(context, fault, fault == FaultCode.BadAddress ? null : room, network);
            return;
        }

        if (_services.Options.Rooms is ServedRooms served && !served.Contains(room))
        {
            Refuse(context, FaultCode.RoomNotServed, room, network);
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers[HeaderNames.Upgrade] = "websocket";
            Refuse(context, FaultCode.NotWebSocket, room, network);
            return;
        }

        fault = _lifetime.ApplicationStopping.IsCancellationRequested ? FaultCode.ShuttingDown : _connections.TryEnter(network);
        if (fault != FaultCode.None)
        {
            Refuse(context, fault, room, network);
            return;
        }

        RelayPeer peer = new(room, after, network, Interlocked.Increment(ref _number));
        _services.Events.Tell(RelayEventKind.ConnectionOpened, room, network, peer.Number);
        try
        {
            await ServeAsync(context, peer).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // one connection's fault must not reach a log that would name its path; its kind is logged here
        catch (Exception failure)
#pragma warning restore CA1031
        {
            RelayLog.InternalError(_logger, failure.GetType().Name, peer.Number);
            context.Abort();
        }
        finally
        {
            _connections.Leave(network);
            _services.Events.Tell(RelayEventKind.ConnectionClosed, room, network, peer.Number);
        }
    }

    private static string? Authorization(HttpRequest request)
        => request.Headers.Authorization is [string value] ? value : null;

    private async Task ServeAsync(HttpContext context, RelayPeer peer)
    {
        // Compression would tell the length of equal parts of sealed bodies apart; there are none, and it costs memory for each connection.
        WebSocketAcceptContext accept = new()
        {
            DangerousEnableCompression = false,
            KeepAliveInterval = _services.Options.KeepAliveInterval,
            KeepAliveTimeout = _services.Options.KeepAliveTimeout,
        };
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(accept).ConfigureAwait(false);
        using RelayConnection connection = new(_services, peer, socket, context.Abort);
        await connection.RunAsync(_lifetime.ApplicationStopping).ConfigureAwait(false);
    }

    private void Refuse(HttpContext context, FaultCode fault, RoomAddress? room, NetworkAddress network)
    {
        context.Response.StatusCode = RelayRequest.StatusOf(fault);
        context.Response.Headers[RelayRequest.FaultHeader] = ((int)fault).ToString(CultureInfo.InvariantCulture);
        if (FaultCodes.MayRetry(fault))
        {
            TimeSpan wait = fault == FaultCode.RoomNotServed ? UnservedWait : BusyWait;
            context.Response.Headers[HeaderNames.RetryAfter] = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        _services.Events.Tell(RelayEvents.KindOf(fault), room, network, fault: fault);
    }
}
