namespace Locket.Payload;

/// <summary>
/// The content as a seekable stream. Every byte that leaves was authenticated; end of stream is reported only after the last chunk was.
/// </summary>
internal sealed class ContentStream : Stream
{
    private readonly SealedPayload _payload;
    private readonly bool _isPadded;
    private readonly BatchBuffers _buffers;
    private readonly int _windowInChunks = BatchSize.InChunks(1);
    private long? _length;
    private long _position;
    private long _windowStart;
    private int _windowLength;
    private bool _disposed;

    public ContentStream(SealedPayload payload, bool isPadded)
    {
        _payload = payload;
        _isPadded = isPadded;
        _buffers = new BatchBuffers(payload.Keys, _windowInChunks);
    }

    public override bool CanRead => !_disposed;

    public override bool CanSeek => !_disposed;

    public override bool CanWrite => false;

    public override long Length
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _length ??= _payload.AuthenticateLength(_isPadded);
        }
    }

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (buffer.IsEmpty || IsAtEnd())
        {
            return 0;
        }

        if (_position < _windowStart || _position >= _windowStart + _windowLength)
        {
            FillWindow();
        }

        int inWindow = (int)(_position - _windowStart);
        int available = _windowLength - inWindow;
        if (_isPadded)
        {
            available = (int)Math.Min(available, Length - _position);
        }

        int count = Math.Min(available, buffer.Length);
        if (count <= 0)
        {
            return 0;
        }

        _buffers.Content.Slice(inWindow, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        long position = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            _ => Length,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(offset));
        return _position = position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _buffers.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Whether nothing follows; known for sure only from the authenticated length.</summary>
    private bool IsAtEnd()
    {
        long fullChunks = _payload.SealedInBytes / ChunkLayout.SealedChunkInBytes;
        bool mayBeAtEnd = _isPadded || _length is not null || _position / ChunkLayout.ChunkInBytes >= fullChunks;
        return mayBeAtEnd && _position >= Length;
    }

    private void FillWindow()
    {
        // Reading on is met with a large window, jumping about with a single chunk.
        bool isSequential = _windowLength > 0 && _position == _windowStart + _windowLength;
        long chunk = _position / ChunkLayout.ChunkInBytes;
        _windowLength = 0;
        _windowLength = _payload.OpenChunks(_buffers, chunk, isSequential ? _windowInChunks : 1);
        _windowStart = chunk * ChunkLayout.ChunkInBytes;
    }
}
