namespace Locket.Cli.Operations;

/// <summary>
/// A pipe whose beginning can be read again: what was read is kept until <see cref="StopRecording"/>, so that a header can be looked at
/// first and opened later, with more than one password.
/// </summary>
internal sealed class ReplayStream : Stream
{
#pragma warning disable CA2213 // the source stays the caller's
    private readonly Stream _source;
#pragma warning restore CA2213
    private readonly MemoryStream _kept = new();
    private bool _recording = true;

    /// <param name="source">Stays the caller's.</param>
    public ReplayStream(Stream source)
    {
        _source = source;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Goes back to the first byte.</summary>
    public void Rewind() => _kept.Position = 0;

    /// <summary>Keeps nothing more; what was kept is still read to its end.</summary>
    public void StopRecording() => _recording = false;

    public override int Read(Span<byte> buffer)
    {
        int replayed = _kept.Read(buffer);
        if (replayed > 0)
        {
            return replayed;
        }

        int read = _source.Read(buffer);
        Keep(buffer[..read]);
        return read;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A pipe blocks its reader in any case; handing each read to another thread would only cost more.
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

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
            _kept.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_recording)
        {
            _kept.Write(bytes);
        }
    }
}
