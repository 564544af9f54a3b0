namespace Locket.Rooms;

/// <summary>A member that has a session wants a new one; see <see cref="Room.PairAgain"/>.</summary>
/// <param name="Member">The other member.</param>
public sealed record PairAgainAsked(MemberId Member) : RoomEvent;
