namespace Locket.Rooms;

/// <summary>A member was silent for too long and gets no more copies, or was heard again and gets them again.</summary>
/// <param name="Member">The other member.</param>
/// <param name="IsAway">False where it came back.</param>
public sealed record Away(MemberId Member, bool IsAway) : RoomEvent;
