using Microsoft.Extensions.Logging;

namespace Locket.Relay.Events;

/// <summary>Every line that the relay logs. None has a place for a body, a room address or a network address.</summary>
internal static partial class RelayLog
{
    public static void Write(ILogger logger, RelayEvent happened)
    {
        switch (happened.Kind)
        {
            case RelayEventKind.ConnectionOpened:
                ConnectionOpened(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.ConnectionClosed:
                ConnectionClosed(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.AppendRepeated:
                AppendRepeated(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.BadFrame:
                BadFrame(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.TextFrame:
                TextFrame(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.FrameTooLarge:
                FrameTooLarge(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.Unauthorized:
                Unauthorized(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.BadAddress:
                BadAddress(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.BadPosition:
                BadPosition(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.NotWebSocket:
                NotWebSocket(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.RoomNotServed:
                RoomNotServed(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.StrayConnection:
                StrayConnection(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.TooManyConnections:
                TooManyConnections(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.RelayBusy:
                RelayBusy(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.SlowReader:
                SlowReader(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.Flooding:
                Flooding(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.StoreFailed:
                StoreFailed(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.TooManyAppends:
                TooManyAppends(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.TooManyRooms:
                TooManyRooms(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.RoomBytesFull:
                RoomBytesFull(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.RoomEntriesFull:
                RoomEntriesFull(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            case RelayEventKind.RelayFull:
                RelayFull(logger, happened.Room, happened.Peer, happened.Connection);
                break;
            default:
                throw new InvalidOperationException("internal error: an event without a line");
        }
    }

    [LoggerMessage(EventId = 2201, Level = LogLevel.Error, Message = "internal error: {Exception} on connection {Connection}")]
    public static partial void InternalError(ILogger logger, string exception, long connection);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Error, Message = "expired entries could not be freed: {Exception}")]
    public static partial void SweepFailed(ILogger logger, string exception);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Information, Message = "{Entries} entries have expired")]
    public static partial void Swept(ILogger logger, int entries);

    [LoggerMessage(EventId = (int)RelayEventKind.ConnectionOpened, Level = LogLevel.Information,
        Message = "a connection to a room was opened; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void ConnectionOpened(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.ConnectionClosed, Level = LogLevel.Information,
        Message = "a connection ended; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void ConnectionClosed(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.AppendRepeated, Level = LogLevel.Information,
        Message = "a body came again and got its old number; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void AppendRepeated(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.BadFrame, Level = LogLevel.Warning,
        Message = "refused: a message that is no frame; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void BadFrame(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.TextFrame, Level = LogLevel.Warning,
        Message = "refused: a text message; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void TextFrame(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.FrameTooLarge, Level = LogLevel.Warning,
        Message = "refused: a message longer than an append may be; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void FrameTooLarge(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.Unauthorized, Level = LogLevel.Warning,
        Message = "refused: no token or a wrong one; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void Unauthorized(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.BadAddress, Level = LogLevel.Warning,
        Message = "refused: a path without a room address; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void BadAddress(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.BadPosition, Level = LogLevel.Warning,
        Message = "refused: a position that is no number; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void BadPosition(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.NotWebSocket, Level = LogLevel.Warning,
        Message = "refused: a request that does not ask for a WebSocket; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void NotWebSocket(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.RoomNotServed, Level = LogLevel.Warning,
        Message = "refused: a room that is not served here; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void RoomNotServed(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.StrayConnection, Level = LogLevel.Warning,
        Message = "a connection ended without a request that is known here; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void StrayConnection(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.TooManyConnections, Level = LogLevel.Warning,
        Message = "refused: too many connections of one network address; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void TooManyConnections(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.RelayBusy, Level = LogLevel.Warning,
        Message = "refused: too many connections in all; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void RelayBusy(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.SlowReader, Level = LogLevel.Warning,
        Message = "cut off: a client that does not take what is sent to it; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void SlowReader(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.Flooding, Level = LogLevel.Warning,
        Message = "cut off: a client that goes on appending when told to wait; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void Flooding(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.StoreFailed, Level = LogLevel.Error,
        Message = "the store failed; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void StoreFailed(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.TooManyAppends, Level = LogLevel.Warning,
        Message = "refused: appends that come too fast; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void TooManyAppends(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.TooManyRooms, Level = LogLevel.Warning,
        Message = "refused: too many new rooms of one network address; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void TooManyRooms(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.RoomBytesFull, Level = LogLevel.Warning,
        Message = "refused: the room holds as many bytes as it may; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void RoomBytesFull(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.RoomEntriesFull, Level = LogLevel.Warning,
        Message = "refused: the room holds as many entries as it may; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void RoomEntriesFull(ILogger logger, string room, string peer, long connection);

    [LoggerMessage(EventId = (int)RelayEventKind.RelayFull, Level = LogLevel.Warning,
        Message = "refused: the relay holds as much as it may; room {Room}, peer {Peer}, connection {Connection}")]
    private static partial void RelayFull(ILogger logger, string room, string peer, long connection);
}
