namespace Locket.Rooms;

/// <summary>A member was shown what was sent; each once.</summary>
/// <param name="Local">What <see cref="Room.SendText"/>, <see cref="Room.SendFile"/> or <see cref="Room.SendMove"/> returned.</param>
/// <param name="Member">The other member.</param>
public sealed record Read(long Local, MemberId Member) : RoomEvent;
