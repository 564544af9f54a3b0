using System.Diagnostics.CodeAnalysis;

namespace Locket.Wire;

/// <summary>Why the relay refused something.</summary>
/// <remarks>
/// The high byte is the class. 0: the connection ends, the same again would be refused again. 1: the connection ends, a new one may be
/// tried after the given wait. 2: one append is refused, the connection goes on, the append may be tried after the given wait. Codes that
/// are found before the connection is a WebSocket are answered over HTTP: the header <c>Locket-Fault</c> holds the code in decimal.
/// </remarks>
[SuppressMessage("Design", "CA1028:Enum Storage should be Int32", Justification = "two bytes on the wire")]
public enum FaultCode : ushort
{
    /// <summary>No fault; never sent.</summary>
    None = 0,

    /// <summary>A message was no frame, or no frame that a client sends. Ends the connection; a retry does not help.</summary>
    BadFrame = 0x001,

    /// <summary>A text message came; all frames are binary. Ends the connection; a retry does not help.</summary>
    TextFrame = 0x002,

    /// <summary>A message was longer than an append may be. Ends the connection; a retry does not help.</summary>
    FrameTooLarge = 0x003,

    /// <summary>HTTP 401: the relay asks for a bearer token, and none or a wrong one came. A retry does not help.</summary>
    Unauthorized = 0x004,

    /// <summary>HTTP 400: the path holds no room address. A retry does not help.</summary>
    BadAddress = 0x005,

    /// <summary>HTTP 400: <c>after</c> is no number from 0 to 2^63 - 1 in plain decimal, or comes twice. A retry does not help.</summary>
    BadPosition = 0x006,

    /// <summary>HTTP 426: a request that does not ask for a WebSocket. A retry does not help.</summary>
    NotWebSocket = 0x007,

    /// <summary>HTTP 429: as many connections as one network address may hold. A retry helps once one of them ends.</summary>
    TooManyConnections = 0x101,

    /// <summary>HTTP 503: as many connections as the relay holds. A retry helps later.</summary>
    RelayBusy = 0x102,

    /// <summary>The client did not take what was sent to it in time. Ends the connection; a retry goes on where the client stood.</summary>
    SlowReader = 0x103,

    /// <summary>Appends kept coming after <see cref="TooManyAppends"/>. Ends the connection; a retry helps later.</summary>
    Flooding = 0x104,

    /// <summary>The relay is being stopped. Ends the connection; a retry helps once it is back.</summary>
    ShuttingDown = 0x105,

    /// <summary>
    /// The relay's store failed; whether the append was kept is unknown. Ends the connection; a retry is safe, for ids are unique.
    /// </summary>
    StoreFailed = 0x106,

    /// <summary>
    /// HTTP 403: the relay serves certain rooms, and this is none of them. A retry helps once its host lets the room in.
    /// </summary>
    RoomNotServed = 0x107,

    /// <summary>More appends than one connection may send in that time. Refuses one append; a retry helps after the given wait.</summary>
    TooManyAppends = 0x201,

    /// <summary>
    /// More new rooms than one network address may make in that time. Refuses one append; a retry helps after the given wait.
    /// </summary>
    TooManyRooms = 0x202,

    /// <summary>The room holds as many bytes as it may. Refuses one append; a retry helps once old entries have expired.</summary>
    RoomBytesFull = 0x203,

    /// <summary>The room holds as many entries as it may. Refuses one append; a retry helps once old entries have expired.</summary>
    RoomEntriesFull = 0x204,

    /// <summary>The relay holds as many rooms or bytes as it may. Refuses one append; a retry helps later.</summary>
    RelayFull = 0x205,
}
