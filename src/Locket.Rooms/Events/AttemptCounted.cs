namespace Locket.Rooms;

/// <summary>Somebody had a chance to test one password and did not have the right one.</summary>
/// <param name="Side">Who noticed.</param>
/// <param name="Count">How many there were; with 3 the room is locked.</param>
/// <param name="Member">Who tried, where this side noticed; who told us, where another did.</param>
public sealed record AttemptCounted(AttemptSource Side, int Count, MemberId? Member) : RoomEvent;
