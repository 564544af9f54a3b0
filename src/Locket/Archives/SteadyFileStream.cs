using Locket.Files;

namespace Locket.Archives;

/// <summary>A clear file at the length that it had when it was opened: shorter or longer than that, it fails.</summary>
internal sealed class SteadyFileStream : Stream
{
    private readonly FileStream _file;
    private readonly string _shown;
    private long _position;

    /// <param name="path">The file.</param>
    /// <param name="shown">What it is called in messages.</param>
    /// <exception cref="LocketException"><see cref="LocketFailure.SourceChanged"/>: there is no such file any more.</exception>
    /// <exception cref="IOException">It is no regular file, or one of the kernel's own, which say that they are empty.</exception>
    public SteadyFileStream(string path, string shown)
    {
        _shown = shown;
        _file = RegularFile.Open(path, shown) ?? throw ArchiveErrors.SourceChanged(shown);
        try
        {
            Length = _file.Length;
            if (Length == 0)
            {
                RequireEmpty();
            }
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public override bool CanRead => true;

    // The tar writer asks only a stream that can seek for its length.
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => Judge(_file.Read(buffer[..Clip(buffer.Length)]), buffer.Length);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await _file.ReadAsync(buffer[..Clip(buffer.Length)], cancellationToken).ConfigureAwait(false);
        return Judge(read, buffer.Length);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Checks that all was read and that the file has not grown.</summary>
    public void RequireUnchanged()
    {
        if (_position != Length || _file.Length != Length)
        {
            throw ArchiveErrors.SourceChanged(_shown);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void RequireEmpty()
    {
        if (RandomAccess.Read(_file.SafeFileHandle, new byte[1], fileOffset: 0) > 0)
        {
            throw _file.Length > 0
                ? ArchiveErrors.SourceChanged(_shown)
                : new IOException($"{_shown} cannot be packed: it has content but no length, as the files of /proc do");
        }
    }

    private int Clip(int count) => (int)Math.Min(count, Length - _position);

    private int Judge(int read, int wanted)
    {
        if (read == 0 && wanted > 0 && _position < Length)
        {
            throw ArchiveErrors.SourceChanged(_shown);
        }

        _position += read;
        return read;
    }
}
