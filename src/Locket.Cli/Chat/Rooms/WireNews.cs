namespace Locket.Cli.Chat.Rooms;

/// <summary>A frame as it crosses the network inside TLS.</summary>
internal sealed record WireNews(bool IsSent, ReadOnlyMemory<byte> Bytes) : ChatNews;
