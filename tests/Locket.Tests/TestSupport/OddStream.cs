using Locket.Payload;

namespace Locket.Tests.TestSupport;

/// <summary>A pipe: forward only, and every read gives another, odd number of bytes.</summary>
internal sealed class OddStream : ForwardStream
{
    private static readonly int[] Sizes = [1, 3, 7, 61, 1021, 16383, 16399, 65537];

    private readonly ReadOnlyMemory<byte> _bytes;
    private int _position;
    private int _turn;

    public OddStream(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
    }

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(Math.Min(Sizes[_turn++ % Sizes.Length], buffer.Length), _bytes.Length - _position);
        _bytes.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return Read(buffer.Span);
    }
}
