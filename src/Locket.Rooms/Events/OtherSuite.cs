namespace Locket.Rooms;

/// <summary>Somebody uses the invitation with another cipher suite; it cannot take part.</summary>
/// <param name="Member">In whose name it said hello.</param>
public sealed record OtherSuite(MemberId Member) : RoomEvent;
