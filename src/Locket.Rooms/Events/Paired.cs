namespace Locket.Rooms;

/// <summary>A session with a member has begun; from now on it reads what is sent.</summary>
/// <param name="Member">The other member.</param>
public sealed record Paired(MemberId Member) : RoomEvent;
