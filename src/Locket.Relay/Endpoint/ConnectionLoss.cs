using System.Net.WebSockets;

namespace Locket.Relay.Endpoint;

/// <summary>
/// The ways in which a socket says that its other end is gone, or was cut off here: nothing to report, nothing to repair.
/// </summary>
internal static class ConnectionLoss
{
    public static bool Is(Exception failure)
        => failure is WebSocketException or IOException
            or ObjectDisposedException or OperationCanceledException or InvalidOperationException;
}
