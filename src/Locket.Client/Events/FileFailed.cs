namespace Locket.Client;

/// <summary>A file that was being sent is not sent to its end; the others are told that it stops.</summary>
/// <param name="Local">What <see cref="RoomClient.SendFileAsync"/> returned.</param>
/// <param name="Reason">What reading it gave, or why the room refused more; null where it ended too soon.</param>
public sealed record FileFailed(long Local, Exception? Reason) : ClientEvent;
