namespace Locket.Cli.Chat.Rooms;

/// <summary>Something that could not be done for now or at all, and loses nothing that was said.</summary>
/// <param name="Event">Its name: delayed, file-refused, file-failed, file-lost.</param>
/// <param name="Detail">Why.</param>
/// <param name="File">The received file that it is about.</param>
/// <param name="Local">One's own file that it is about.</param>
internal sealed record TroubleNews(string Event, string? Detail, long? File = null, long? Local = null) : ChatNews;
