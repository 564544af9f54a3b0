namespace Locket.Client;

/// <summary>
/// A file did not survive the end of the program that kept the room. One's own was still being sent, and the others are told that it stops;
/// somebody else's was in memory alone, and is to be sent again.
/// </summary>
/// <param name="File">Its name, sender, length and, as <see cref="HistoryItem.Local"/>, its number.</param>
public sealed record FileLost(HistoryItem File) : ClientEvent;
