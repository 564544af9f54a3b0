using System.Buffers;
using System.Net.WebSockets;
using Locket.Wire;

namespace Locket.Relay.Endpoint;

/// <summary>Collects WebSocket messages up to the longest append. Grows with what has come, never with what is claimed.</summary>
internal sealed class MessageReader : IDisposable
{
    /// <summary>4 KiB: most appends are shorter, and it is what an idle connection costs.</summary>
    private const int FirstBufferInBytes = 4 * 1024;

    private const int MaxMessageInBytes = AppendFrame.HeaderInBytes + WireLimits.MaxBodyInBytes;

    private readonly WebSocket _socket;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferInBytes);
    private int _length;

    public MessageReader(WebSocket socket) => _socket = socket;

    /// <summary>Gets the last message; valid until the next is read.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Reads the next message. Is not cancelled: that would cut the connection; who wants that aborts it.</summary>
    public async ValueTask<Message> ReadAsync()
    {
        _length = 0;
        Shrink();
        try
        {
            while (true)
            {
                // One byte more than the limit tells a message that is too large from one that is just not.
                int room = Math.Min(_buffer.Length, MaxMessageInBytes + 1) - _length;
                ValueWebSocketReceiveResult part =
                    await _socket.ReceiveAsync(_buffer.AsMemory(_length, room), CancellationToken.None).ConfigureAwait(false);
                _length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return Message.Close;
                }

                if (part.MessageType == WebSocketMessageType.Text)
                {
                    return Message.Text;
                }

                if (_length > MaxMessageInBytes)
                {
                    return Message.TooLarge;
                }

                if (part.EndOfMessage)
                {
                    return Message.Binary;
                }

                Grow();
            }
        }
        catch (Exception failure) when (ConnectionLoss.Is(failure))
        {
            return Message.Lost;
        }
    }

    /// <summary>Throws away what still comes, until goodbye or loss.</summary>
    public async Task DrainAsync()
    {
        while (await ReadAsync().ConfigureAwait(false) is not (Message.Close or Message.Lost))
        {
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Grow()
    {
        if (_length < _buffer.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(_buffer.Length * 2, MaxMessageInBytes + 1));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private void Shrink()
    {
        if (_buffer.Length > 4 * FirstBufferInBytes)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferInBytes);
        }
    }
}
