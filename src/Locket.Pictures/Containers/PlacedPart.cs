namespace Locket.Pictures.Containers;

/// <summary>A part of a picture as a stream of its own, from its beginning to its end.</summary>
internal sealed class PlacedPart : Stream
{
    private readonly PlacedSource _source;
    private readonly long _offset;
    private long _taken;

    /// <param name="source">The picture, which stays the caller's.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="length">How long it is.</param>
    public PlacedPart(PlacedSource source, long offset, long length)
    {
        _source = source;
        _offset = offset;
        Length = length;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _taken;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, Length - _taken)];
        _source.Read(_offset + _taken, buffer);
        _taken += buffer.Length;
        return buffer.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
