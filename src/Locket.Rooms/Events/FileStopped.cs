namespace Locket.Rooms;

/// <summary>A file will not be completed: what came of it is not to be used.</summary>
/// <param name="File">The number that this room gave to the file; none of the ones that it sends has it.</param>
/// <param name="Member">Who sent it.</param>
/// <param name="Reason">Why.</param>
public sealed record FileStopped(long File, MemberId Member, FileStopReason Reason) : RoomEvent;
