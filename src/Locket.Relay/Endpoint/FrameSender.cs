using System.Buffers;
using System.Net.WebSockets;
using Locket.Wire;

namespace Locket.Relay.Endpoint;

/// <summary>Sends frames one at a time and notices when the other side does not take them.</summary>
internal sealed class FrameSender
{
    private readonly WebSocket _socket;
    private readonly RelayOptions _options;
    private readonly TimeProvider _time;

    public FrameSender(WebSocket socket, RelayOptions options, TimeProvider time)
    {
        _socket = socket;
        _options = options;
        _time = time;
    }

    /// <summary>Sends a frame.</summary>
    /// <returns>
    /// <see cref="SendOutcome.Slow"/> where it took longer than allowed but went out before the close limit, so that the reason can follow;
    /// <see cref="SendOutcome.Stuck"/> where it did not go out at all and only cutting the connection is left.
    /// </returns>
    public async Task<SendOutcome> SendAsync(IFrame frame)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(frame.LengthInBytes);
        bool isDone = false;
        try
        {
            Memory<byte> bytes = buffer.AsMemory(0, frame.LengthInBytes);
            frame.Write(bytes.Span);
            ValueTask sending = _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            if (sending.IsCompletedSuccessfully)
            {
                isDone = true;
                return SendOutcome.Sent;
            }

            Task task = sending.AsTask();
            SendOutcome outcome = await EndsWithinAsync(task, _options.SlowReaderLimit).ConfigureAwait(false) ? SendOutcome.Sent
                : await EndsWithinAsync(task, _options.CloseLimit).ConfigureAwait(false) ? SendOutcome.Slow
                : SendOutcome.Stuck;
            isDone = outcome != SendOutcome.Stuck;
            return outcome;
        }
        catch (Exception failure) when (ConnectionLoss.Is(failure))
        {
            isDone = true;
            return SendOutcome.Lost;
        }
        finally
        {
            // A send that is stuck still reads the buffer; it is left to the garbage collector.
            if (isDone)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private async Task<bool> EndsWithinAsync(Task task, TimeSpan limit)
    {
        try
        {
            await task.WaitAsync(limit, _time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
