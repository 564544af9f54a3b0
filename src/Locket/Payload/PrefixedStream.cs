namespace Locket.Payload;

/// <summary>Bytes that were read ahead, then the stream they came from.</summary>
internal sealed class PrefixedStream : ForwardStream
{
    private readonly Stream _rest;
    private ReadOnlyMemory<byte> _prefix;

    public PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest)
    {
        _prefix = prefix;
        _rest = rest;
    }

    public override int Read(Span<byte> buffer) => _prefix.IsEmpty ? _rest.Read(buffer) : ReadPrefix(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        return _prefix.IsEmpty
            ? StreamRead.FillAsync(_rest, buffer, cancellationToken)
            : ValueTask.FromResult(ReadPrefix(buffer.Span));
    }

    private int ReadPrefix(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _prefix.Length);
        _prefix.Span[..count].CopyTo(buffer);
        _prefix = _prefix[count..];
        return count;
    }
}
