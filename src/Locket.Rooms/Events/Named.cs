namespace Locket.Rooms;

/// <summary>A member said what it wants to be called. Nothing proves a name; the id is what is proved.</summary>
/// <param name="Member">The other member.</param>
/// <param name="Name">1 to 64 bytes of UTF-8 without control and format characters.</param>
public sealed record Named(MemberId Member, string Name) : RoomEvent;
