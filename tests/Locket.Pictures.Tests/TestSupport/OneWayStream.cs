namespace Locket.Pictures.Tests.TestSupport;

/// <summary>A pipe: forward only, giving odd numbers of bytes and counting them.</summary>
internal sealed class OneWayStream : Stream
{
    private readonly byte[] _bytes;
    private int _turn;

    public OneWayStream(byte[] bytes)
    {
        _bytes = bytes;
    }

    /// <summary>How many bytes were taken.</summary>
    public int Taken { get; private set; }

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
        int count = Math.Min(Math.Min(1 + (_turn++ * 37 % 4001), buffer.Length), _bytes.Length - Taken);
        _bytes.AsSpan(Taken, count).CopyTo(buffer);
        Taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
