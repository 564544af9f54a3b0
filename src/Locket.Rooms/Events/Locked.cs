namespace Locket.Rooms;

/// <summary>There were three attempts: nobody is paired any more until <see cref="Room.Unlock"/>. Who is paired already stays so.</summary>
public sealed record Locked : RoomEvent;
