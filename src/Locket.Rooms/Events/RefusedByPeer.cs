namespace Locket.Rooms;

/// <summary>Somebody says in the name of a member that our password is another one. Nothing proves it.</summary>
/// <param name="Member">In whose name it is said.</param>
/// <param name="Talks">
/// Whether messages came in this name: then it is a member, most likely, and the password wrong. Otherwise it may be a newcomer whose own
/// password is wrong. Both can be forged by whoever has the room's code: what is under way goes on (see <see cref="Room.IsMeeting"/>).
/// </param>
public sealed record RefusedByPeer(MemberId Member, bool Talks) : RoomEvent;
