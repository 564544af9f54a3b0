namespace Locket.Payload;

/// <summary>
/// Passes content on, without its padding if it is padded. Zeros behind a marker are held back as a count, however many, until something
/// else follows; only the end tells whether they were padding.
/// </summary>
internal sealed class UnpaddingStream : SinkStream
{
    private static readonly byte[] MarkerByte = [Padme.Marker];

    private readonly Stream _destination;
    private readonly bool _isPadded;
    private readonly byte[] _zeros = new byte[ChunkLayout.ChunkInBytes];
    private bool _markerHeld;
    private long _zerosHeld;

    public UnpaddingStream(Stream destination, bool isPadded)
    {
        _destination = destination;
        _isPadded = isPadded;
    }

    /// <summary>Bytes passed on so far.</summary>
    public long ContentInBytes { get; private set; }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        => _isPadded ? WritePaddedAsync(buffer, cancellationToken) : PassOnAsync(buffer, cancellationToken);

    /// <summary>Drops the padding; throws when padded content did not end with any.</summary>
    /// <param name="chunksOffset">The first chunk's offset in the file, for the error.</param>
    public void Complete(long chunksOffset)
    {
        if (_isPadded && !_markerHeld)
        {
            throw PayloadErrors.BadPadding(chunksOffset + ChunkLayout.SealedOffset(ContentInBytes / ChunkLayout.ChunkInBytes));
        }
    }

    private async ValueTask WritePaddedAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        int last = bytes.Span.LastIndexOfAnyExcept((byte)0);
        if (last < 0 && _markerHeld)
        {
            _zerosHeld += bytes.Length;
            return;
        }

        // Zeros that follow no marker are content, or an error that the end will tell.
        if (last >= 0)
        {
            await ReleaseAsync(cancellationToken).ConfigureAwait(false);
            if (bytes.Span[last] == Padme.Marker)
            {
                _markerHeld = true;
                _zerosHeld = bytes.Length - last - 1;
                bytes = bytes[..last];
            }
        }

        await PassOnAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        if (!_markerHeld)
        {
            return;
        }

        _markerHeld = false;
        await PassOnAsync(MarkerByte, cancellationToken).ConfigureAwait(false);
        while (_zerosHeld > 0)
        {
            int count = (int)Math.Min(_zerosHeld, _zeros.Length);
            await PassOnAsync(_zeros.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            _zerosHeld -= count;
        }
    }

    private ValueTask PassOnAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ContentInBytes += bytes.Length;
        return StreamWrite.WriteAsync(_destination, bytes, cancellationToken);
    }
}
