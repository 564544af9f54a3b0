namespace Locket.Tests.TestSupport;

/// <summary>A pipe: forward only, and every read gives another, odd number of bytes.</summary>
internal sealed class OddStream : Stream
{
    private static readonly int[] Sizes = [1, 3, 7, 61, 1021, 16383, 16399, 65537];

    private readonly ReadOnlyMemory<byte> _bytes;
    private int _position;
    private int _turn;

    public OddStream(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(Math.Min(Sizes[_turn++ % Sizes.Length], buffer.Length), _bytes.Length - _position);
        _bytes.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return Read(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
