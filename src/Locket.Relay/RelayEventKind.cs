namespace Locket.Relay;

/// <summary>What happened. The number is the event's id in logs and metrics and does not change.</summary>
public enum RelayEventKind
{
    /// <summary>Nothing; never told.</summary>
    None = 0,

    /// <summary>A connection to a room was opened.</summary>
    ConnectionOpened = 2001,

    /// <summary>A connection ended, for whatever reason.</summary>
    ConnectionClosed = 2002,

    /// <summary>
    /// A body came that the room held already: a client that was not sure, or a replay. It was answered with its old number.
    /// </summary>
    AppendRepeated = 2003,

    /// <summary>A message was no frame. Damage or attack.</summary>
    BadFrame = 2101,

    /// <summary>A text message came.</summary>
    TextFrame = 2102,

    /// <summary>A message was longer than an append may be.</summary>
    FrameTooLarge = 2103,

    /// <summary>No token or a wrong one came.</summary>
    Unauthorized = 2104,

    /// <summary>A path held no room address.</summary>
    BadAddress = 2105,

    /// <summary>A request's position was no number.</summary>
    BadPosition = 2106,

    /// <summary>A request did not ask for a WebSocket.</summary>
    NotWebSocket = 2107,

    /// <summary>A room was asked for that the relay does not serve.</summary>
    RoomNotServed = 2108,

    /// <summary>A connection ended without a request that the relay knows: no TLS, no HTTP, or another path.</summary>
    StrayConnection = 2109,

    /// <summary>One network address held too many connections.</summary>
    TooManyConnections = 2111,

    /// <summary>The relay held too many connections.</summary>
    RelayBusy = 2112,

    /// <summary>A client did not take what was sent to it and was cut off.</summary>
    SlowReader = 2113,

    /// <summary>A client kept appending after it was told to wait and was cut off.</summary>
    Flooding = 2114,

    /// <summary>The store failed.</summary>
    StoreFailed = 2115,

    /// <summary>A client appended faster than it may; told once for each run of refusals.</summary>
    TooManyAppends = 2121,

    /// <summary>One network address made too many rooms; told once for each run of refusals.</summary>
    TooManyRooms = 2122,

    /// <summary>A room holds as many bytes as it may; told once for each run of refusals.</summary>
    RoomBytesFull = 2123,

    /// <summary>A room holds as many entries as it may; told once for each run of refusals.</summary>
    RoomEntriesFull = 2124,

    /// <summary>The relay holds as much as it may; told once for each run of refusals.</summary>
    RelayFull = 2125,
}
