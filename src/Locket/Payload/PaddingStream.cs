namespace Locket.Payload;

/// <summary>Reads a stream to its end, then 0x80 and zeros up to the Padmé length.</summary>
internal sealed class PaddingStream : ForwardStream
{
    private readonly Stream _content;
    private long _contentInBytes;
    private long _paddingLeft = -1;
    private bool _markerWritten;

    public PaddingStream(Stream content)
    {
        _content = content;
    }

    /// <summary>Bytes read of the content so far; may be asked from another thread.</summary>
    public long ContentInBytes => Interlocked.Read(ref _contentInBytes);

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        return _paddingLeft >= 0 ? ReadPadding(buffer) : Count(_content.Read(buffer), buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        return _paddingLeft >= 0
            ? ReadPadding(buffer.Span)
            : Count(await StreamRead.FillAsync(_content, buffer, cancellationToken).ConfigureAwait(false), buffer.Span);
    }

    private int Count(int read, Span<byte> buffer)
    {
        Interlocked.Add(ref _contentInBytes, read);
        if (read > 0)
        {
            return read;
        }

        _paddingLeft = Padme.PaddedLength(_contentInBytes) - _contentInBytes;
        return ReadPadding(buffer);
    }

    private int ReadPadding(Span<byte> buffer)
    {
        int count = (int)Math.Min(_paddingLeft, buffer.Length);
        buffer[..count].Clear();
        if (count > 0 && !_markerWritten)
        {
            buffer[0] = Padme.Marker;
            _markerWritten = true;
        }

        _paddingLeft -= count;
        return count;
    }
}
