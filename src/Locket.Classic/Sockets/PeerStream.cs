namespace Locket.Classic.Sockets;

/// <summary>Sending with a limit.</summary>
internal static class PeerStream
{
    public static ClassicConnectionException Lost(IOException failure)
        => new($"the connection broke: {failure.GetBaseException().Message}", canRetry: true, failure);

    /// <exception cref="ClassicConnectionException">The peer does not read.</exception>
    public static async Task SendAsync(
        Stream stream, ReadOnlyMemory<byte> message, ClassicSocketLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(limits.SendLimit, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await stream.WriteAsync(message, both.Token).ConfigureAwait(false);
            await stream.FlushAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClassicConnectionException("the other side does not read what is sent", canRetry: true);
        }
    }
}
