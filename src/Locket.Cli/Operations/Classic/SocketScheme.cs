namespace Locket.Cli.Operations.Classic;

/// <summary>The two protocols by name. Constants of this program's own, since the library's would load it to print a help text.</summary>
internal static class SocketScheme
{
    public const string Socket = "socket-cbc";

    public const string Chat = "chat-cbc";

    /// <summary>SocketCbcServer.DefaultPort.</summary>
    public const int SocketPort = 5000;

    /// <summary>ChatCbcServer.DefaultPort.</summary>
    public const int ChatPort = 8000;
}
