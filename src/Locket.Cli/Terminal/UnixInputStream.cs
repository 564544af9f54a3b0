using System.Runtime.InteropServices;

namespace Locket.Cli.Terminal;

/// <summary>
/// A pipe or terminal as the standard input. A read(2) that waits cannot be cancelled, so each is made only when poll(2) says that it will
/// not wait; a signal then ends the run although nobody writes to the pipe.
/// </summary>
internal sealed partial class UnixInputStream : Stream
{
    /// <summary>How soon a signal is noticed.</summary>
    private const int WaitInMilliseconds = 50;

    private const short Readable = 1;
    private const int Descriptor = 0;

    private readonly Stream _source;
    private readonly CancellationToken _stop;

    /// <param name="source">The standard input as a stream without a buffer; becomes this stream's own.</param>
    /// <param name="stop">Ends a wait.</param>
    public UnixInputStream(Stream source, CancellationToken stop)
    {
        _source = source;
        _stop = stop;
        UnixPipe.Enlarge(Descriptor);
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

    public override int Read(Span<byte> buffer)
    {
        PollRequest request = new() { Descriptor = Descriptor, Wanted = Readable };
        do
        {
            _stop.ThrowIfCancellationRequested();
        }
        while (PollCore(ref request, 1, WaitInMilliseconds) <= 0);

        return _source.Read(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The wait ends with the run; another thread for each read would only cost more.
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int PollCore(ref PollRequest request, nuint count, int timeoutInMilliseconds);

    /// <summary>struct pollfd (man 2 poll).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }
}
