using System.Net.Sockets;

namespace Locket.Classic.Sockets;

/// <summary>A client's connection.</summary>
internal static class PeerConnection
{
    /// <exception cref="ArgumentException">The host is empty or the port is none.</exception>
    /// <exception cref="ClassicConnectionException">Nobody answers there.</exception>
    public static async Task<NetworkStream> OpenAsync(
        string host, int port, ClassicSocketLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        using CancellationTokenSource limit = new(limits.ConnectLimit, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, both.Token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception failure)
        {
            socket.Dispose();
            throw failure switch
            {
                SocketException
                    => new ClassicConnectionException($"cannot connect to {host}, port {port}: {failure.Message}", canRetry: true, failure),
                OperationCanceledException when !cancellationToken.IsCancellationRequested
                    => new ClassicConnectionException($"cannot connect to {host}, port {port}: no answer in time", canRetry: true, failure),
                _ => new OperationCanceledException(failure.Message, failure, cancellationToken),
            };
        }
    }
}
