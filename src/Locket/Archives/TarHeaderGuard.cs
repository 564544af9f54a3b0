namespace Locket.Archives;

/// <summary>
/// Stands before a <see cref="System.Formats.Tar.TarReader"/>, which allocates whatever an extended header says it is long: refuses such
/// headers above a limit before they are read. Counts on the content of each entry being read to its end.
/// </summary>
internal sealed class TarHeaderGuard : Stream
{
    /// <summary>The longest extended header in bytes: room for a name and a link target of 4096 bytes each, many times over.</summary>
    public const int MaxExtendedHeaderInBytes = 1 << 20;

    private const int BlockInBytes = 512;
    private const int TypeOffset = 156;
    private const long NoHeader = long.MaxValue - BlockInBytes;

    private readonly Stream _inner;
    private readonly byte[] _header = new byte[BlockInBytes];
    private long _position;
    private long _headerStart = NoHeader;

#pragma warning disable CA2213 // The inner stream is its owner's and stays open; it is only held.
    public TarHeaderGuard(Stream inner) => _inner = inner;
#pragma warning restore CA2213

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Says that the next block is a header: the last entry's content was read to its end.</summary>
    public void ExpectHeader() => _headerStart = RoundUp(_position);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // Never past the end of the next header, so that it is judged before anything that follows it is read.
        bool isHeader = _position >= _headerStart;
        long stop = isHeader ? _headerStart + BlockInBytes : _headerStart;
        buffer = buffer[..(int)Math.Min(buffer.Length, stop - _position)];
        int count = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (isHeader)
        {
            buffer.Span[..count].CopyTo(_header.AsSpan((int)(_position - _headerStart)));
        }

        _position += count;
        if (isHeader && _position == stop)
        {
            Judge();
        }

        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static long RoundUp(long length) => (length + BlockInBytes - 1) / BlockInBytes * BlockInBytes;

    private void Judge()
    {
        if ((char)_header[TypeOffset] is not ('x' or 'g' or 'L' or 'K'))
        {
            _headerStart = NoHeader;
            return;
        }

        long length = 0;
        foreach (byte digit in _header.AsSpan(124, 12).Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                throw ArchiveErrors.Malformed();
            }

            length = (length * 8) + (digit - '0');
        }

        if (length > MaxExtendedHeaderInBytes)
        {
            throw new LocketException(LocketFailure.UnsafeArchive, "the archive was refused: an extended header is longer than 1 MiB");
        }

        _headerStart += BlockInBytes + RoundUp(length);
    }
}
