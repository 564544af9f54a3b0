namespace Locket.Rooms;

/// <summary>Something arrived that no honest relay and no honest member sends; it was dropped, unless its kind says otherwise.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Member">Who, where it is proved or where the entry says so.</param>
/// <param name="Seq">The number of the entry; 0 where there is none.</param>
/// <param name="Count">How many there were.</param>
/// <param name="FloodOf">
/// In a <see cref="SecurityEventKind.Flood"/> of things that are not shown one by one, what they are; otherwise none.
/// </param>
public sealed record SecurityEvent(
    SecurityEventKind Kind, MemberId? Member, long Seq, int Count = 1, SecurityEventKind FloodOf = SecurityEventKind.None) : RoomEvent;
