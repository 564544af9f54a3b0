using Locket.Relay;

namespace Locket.Cli.Chat.Rooms;

/// <summary>What the relay of this process refused.</summary>
internal sealed record RelayNews(RelayEvent Event) : ChatNews;
