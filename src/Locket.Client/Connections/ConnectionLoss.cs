using System.Net.WebSockets;

namespace Locket.Client.Connections;

/// <summary>The ways in which sockets say that the other end is gone, or was cut off here.</summary>
internal static class ConnectionLoss
{
    public static bool Is(Exception failure)
        => failure is WebSocketException or HttpRequestException or IOException or ObjectDisposedException or InvalidOperationException;
}
