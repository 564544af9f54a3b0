namespace Locket.Payload;

/// <summary>A seekable stream from where it stood, read under a lock.</summary>
internal sealed class StreamSource : RandomAccessSource
{
    private readonly Stream _stream;
    private readonly long _start;
    private readonly Lock _lock = new();

    public StreamSource(Stream stream)
    {
        _stream = stream;
        _start = stream.Position;
        LengthInBytes = Math.Max(stream.Length - _start, 0);
    }

    public override long LengthInBytes { get; }

    public override int Read(long offset, Span<byte> buffer)
    {
        lock (_lock)
        {
            _stream.Position = _start + offset;
            return _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
    }
}
