namespace Locket.Pictures.Carriers;

/// <summary>The pieces of a carried file as one stream.</summary>
internal sealed class CarriedStream : Stream
{
    private readonly Stream _picture;
    private readonly IReadOnlyList<CarriedExtent> _extents;
    private long _position;

    public CarriedStream(Stream picture, IReadOnlyList<CarriedExtent> extents)
    {
        _picture = picture;
        _extents = extents;
        Length = extents.Count == 0 ? 0 : extents[^1].Start + extents[^1].LengthInBytes;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (_position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        CarriedExtent extent = Find(_position);
        long inside = _position - extent.Start;
        _picture.Position = extent.Place + inside;
        int count = _picture.Read(buffer[..(int)Math.Min(buffer.Length, extent.LengthInBytes - inside)]);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        SeekOrigin.End => Length,
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private CarriedExtent Find(long position)
    {
        int low = 0;
        int high = _extents.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_extents[middle].Start <= position)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return _extents[low];
    }
}
