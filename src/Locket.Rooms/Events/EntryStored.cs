namespace Locket.Rooms;

/// <summary>The relay has the whole of what was sent.</summary>
/// <param name="Local">What <see cref="Room.SendText"/>, <see cref="Room.SendFile"/> or <see cref="Room.SendMove"/> returned.</param>
/// <param name="Seq">The number in the relay's log of the entry that brought it.</param>
public sealed record EntryStored(long Local, long Seq) : RoomEvent;
