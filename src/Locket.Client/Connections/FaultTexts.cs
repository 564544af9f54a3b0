using Locket.Wire;

namespace Locket.Client.Connections;

/// <summary>The relay's faults in words.</summary>
internal static class FaultTexts
{
    public static string Of(FaultCode fault) => fault switch
    {
        FaultCode.BadFrame or FaultCode.TextFrame or FaultCode.FrameTooLarge => "it does not understand this program",
        FaultCode.Unauthorized => "it asks for a token, and this is not the right one",
        FaultCode.BadAddress or FaultCode.BadPosition or FaultCode.NotWebSocket => "it does not understand the request",
        FaultCode.TooManyConnections => "too many connections from this network address",
        FaultCode.RelayBusy => "too many connections in all",
        FaultCode.SlowReader => "this side took too long to read",
        FaultCode.Flooding => "too many entries in too short a time",
        FaultCode.ShuttingDown => "it is being stopped",
        FaultCode.StoreFailed => "its store failed",
        FaultCode.RoomNotServed => "it serves other rooms than this one",
        FaultCode.TooManyAppends => "too many entries in that time",
        FaultCode.TooManyRooms => "too many new rooms from this network address",
        FaultCode.RoomBytesFull or FaultCode.RoomEntriesFull => "the room is full until old entries expire",
        FaultCode.RelayFull => "the relay is full",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
