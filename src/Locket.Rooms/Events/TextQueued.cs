namespace Locket.Rooms;

/// <summary>A text waits until somebody is paired and the outbox has room.</summary>
/// <param name="Local">What <see cref="Room.SendText"/>, <see cref="Room.SendFile"/> or <see cref="Room.SendMove"/> returned.</param>
public sealed record TextQueued(long Local) : RoomEvent;
