using Locket.Rooms;

namespace Locket.Client;

/// <summary>The room says something. What it says is kept already, where a room is kept.</summary>
/// <param name="Event">What; never <see cref="FilePiece"/>, see <see cref="FileProgress"/>.</param>
public sealed record RoomHappened(RoomEvent Event) : ClientEvent;
