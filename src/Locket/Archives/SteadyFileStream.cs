namespace Locket.Archives;

/// <summary>A clear file at the length that it had when it was opened: shorter or longer than that, it fails.</summary>
internal sealed class SteadyFileStream : Stream
{
    private readonly FileStream _file;
    private readonly string _path;
    private long _position;

    /// <exception cref="LocketException"><see cref="LocketFailure.SourceChanged"/>: there is no such file any more.</exception>
    public SteadyFileStream(string path)
    {
        try
        {
            _file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ArchiveErrors.SourceChanged(path, exception);
        }

        _path = path;
        Length = _file.Length;
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
            throw ArchiveErrors.SourceChanged(_path);
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

    private int Clip(int count) => (int)Math.Min(count, Length - _position);

    private int Judge(int read, int wanted)
    {
        if (read == 0 && wanted > 0 && _position < Length)
        {
            throw ArchiveErrors.SourceChanged(_path);
        }

        _position += read;
        return read;
    }
}
