using Locket.Rooms;

namespace Locket.Cli.Chat.Rooms;

/// <summary>What the room found in the log.</summary>
internal sealed record RoomNews(RoomEvent Event) : ChatNews;
