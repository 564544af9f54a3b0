namespace Locket.Rooms;

/// <summary>Somebody says in the name of a member that our password is another one. Nothing proves it.</summary>
/// <param name="Member">In whose name it is said.</param>
public sealed record RefusedByPeer(MemberId Member) : RoomEvent;
