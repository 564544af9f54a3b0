namespace Locket.Rooms;

/// <summary>Messages of a member are missing, or missing ones came.</summary>
/// <param name="Member">The other member.</param>
/// <param name="Missing">How many are missing now.</param>
public sealed record MissingChanged(MemberId Member, int Missing) : RoomEvent;
