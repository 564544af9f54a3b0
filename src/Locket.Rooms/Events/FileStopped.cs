namespace Locket.Rooms;

/// <summary>A file will not be completed: what came of it is not to be used.</summary>
/// <param name="File">The number of the file, ours or received.</param>
/// <param name="Member">Who sent it; the last one to leave where it is ours.</param>
/// <param name="Reason">Why.</param>
public sealed record FileStopped(long File, MemberId Member, FileStopReason Reason) : RoomEvent;
