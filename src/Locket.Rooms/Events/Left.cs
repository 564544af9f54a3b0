namespace Locket.Rooms;

/// <summary>A member said goodbye; its session has ended.</summary>
/// <param name="Member">The other member.</param>
public sealed record Left(MemberId Member) : RoomEvent;
