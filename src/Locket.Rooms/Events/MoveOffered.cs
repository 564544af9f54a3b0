namespace Locket.Rooms;

/// <summary>A member offers to go on in another room.</summary>
/// <param name="From">Who sent it, proved by the session.</param>
/// <param name="Seq">The number in the relay's log of the entry that brought it.</param>
/// <param name="Invitation">The invitation to it, which was parsed and found right.</param>
/// <param name="Password">Its password.</param>
public sealed record MoveOffered(MemberId From, long Seq, string Invitation, string Password) : RoomEvent;
