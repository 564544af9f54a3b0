namespace Locket.Rooms;

/// <summary>
/// A member has shown that it holds its identity key; until then somebody else who knows the password could stand for it.
/// </summary>
/// <param name="Member">The other member.</param>
public sealed record Confirmed(MemberId Member) : RoomEvent;
