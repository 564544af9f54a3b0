namespace Locket.Rooms;

/// <summary>A file is here whole, and as it was sent.</summary>
/// <param name="File">The number that this room gave to the file; none of the ones that it sends has it.</param>
/// <param name="From">Who sent it, proved by the session.</param>
/// <param name="Seq">The number in the relay's log of the entry that brought it.</param>
public sealed record FileEnded(long File, MemberId From, long Seq) : RoomEvent;
