namespace Locket.Rooms;

/// <summary>The last of a file was sealed and is in the outbox.</summary>
/// <param name="Local">What <see cref="Room.SendText"/>, <see cref="Room.SendFile"/> or <see cref="Room.SendMove"/> returned.</param>
/// <param name="EntryId">The id of its last entry, 16 bytes.</param>
public sealed record FileSent(long Local, ReadOnlyMemory<byte> EntryId) : RoomEvent;
