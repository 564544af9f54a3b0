namespace Locket.Payload;

/// <summary>
/// Passes padded content on without its padding. Zeros are held back as a count, however many, until something else follows; only the
/// end tells whether they were padding.
/// </summary>
internal sealed class UnpaddingWriter
{
    private readonly Stream _destination;
    private readonly byte[] _zeros = new byte[ChunkLayout.ChunkInBytes];
    private bool _markerHeld;
    private long _zerosHeld;

    public UnpaddingWriter(Stream destination)
    {
        _destination = destination;
    }

    /// <summary>Bytes passed on so far.</summary>
    public long ContentInBytes { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        int last = bytes.Span.LastIndexOfAnyExcept((byte)0);
        if (last < 0)
        {
            // Zeros that follow no marker are content, or an error that the end will tell; nothing is lost by passing them on.
            if (_markerHeld)
            {
                _zerosHeld += bytes.Length;
            }
            else
            {
                await PassOnAsync(bytes, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        await ReleaseAsync(cancellationToken).ConfigureAwait(false);
        if (bytes.Span[last] == Padme.Marker)
        {
            _markerHeld = true;
            _zerosHeld = bytes.Length - last - 1;
            bytes = bytes[..last];
        }

        await PassOnAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops the padding; throws when the content did not end with any.</summary>
    public void Complete()
    {
        if (!_markerHeld)
        {
            throw PayloadErrors.BadPadding();
        }
    }

    private async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        if (!_markerHeld)
        {
            return;
        }

        _markerHeld = false;
        await PassOnAsync(MarkerByte, cancellationToken).ConfigureAwait(false);
        for (; _zerosHeld > 0; _zerosHeld -= Math.Min(_zerosHeld, _zeros.Length))
        {
            await PassOnAsync(_zeros.AsMemory(0, (int)Math.Min(_zerosHeld, _zeros.Length)), cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask PassOnAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        ContentInBytes += bytes.Length;
        return bytes.IsEmpty ? ValueTask.CompletedTask : _destination.WriteAsync(bytes, cancellationToken);
    }

    private static readonly byte[] MarkerByte = [Padme.Marker];
}
