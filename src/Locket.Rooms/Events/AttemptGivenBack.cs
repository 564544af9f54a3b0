namespace Locket.Rooms;

/// <summary>An attempt that was counted was none: the member's proof came late, and was right.</summary>
/// <param name="Member">The member.</param>
/// <param name="Count">How many attempts are counted now.</param>
public sealed record AttemptGivenBack(MemberId Member, int Count) : RoomEvent;
