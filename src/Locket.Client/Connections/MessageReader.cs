using System.Net.WebSockets;
using Locket.Wire;

namespace Locket.Client.Connections;

/// <summary>Collects WebSocket messages up to the longest frame. Grows with what has come, never with what is claimed.</summary>
internal sealed class MessageReader
{
    /// <summary>4 KiB: most entries are shorter.</summary>
    private const int FirstBufferInBytes = 4 * 1024;

    private readonly WebSocket _socket;
    private byte[] _buffer = new byte[FirstBufferInBytes];

    public MessageReader(WebSocket socket) => _socket = socket;

    /// <summary>Gets a value indicating whether the relay has said goodbye.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Reads the next message.</summary>
    /// <returns>A new array; null at the goodbye, and for text messages and such as are longer than any frame.</returns>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            // One byte more than the limit tells a message that is too long from one that is just not.
            int room = Math.Min(_buffer.Length, WireLimits.MaxFrameInBytes + 1) - length;
            ValueWebSocketReceiveResult part =
                await _socket.ReceiveAsync(_buffer.AsMemory(length, room), cancellationToken).ConfigureAwait(false);
            length += part.Count;
            IsClosed = part.MessageType == WebSocketMessageType.Close;
            if (part.MessageType != WebSocketMessageType.Binary || length > WireLimits.MaxFrameInBytes)
            {
                return null;
            }

            if (part.EndOfMessage)
            {
                return _buffer[..length];
            }

            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Min(_buffer.Length * 2, WireLimits.MaxFrameInBytes + 1));
            }
        }
    }
}
