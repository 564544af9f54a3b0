namespace Locket.Payload;

/// <summary>A source read from an offset to its end, as a stream.</summary>
internal sealed class RandomAccessStream : ForwardStream
{
    private readonly RandomAccessSource _source;
    private long _offset;

    public RandomAccessStream(RandomAccessSource source, long offset)
    {
        _source = source;
        _offset = offset;
    }

    public override int Read(Span<byte> buffer)
    {
        int read = _source.Read(_offset, buffer);
        _offset += read;
        return read;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }
}
