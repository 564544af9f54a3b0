using System.Runtime.InteropServices;

namespace Locket.Cli.Terminal;

/// <summary>
/// A pipe or terminal as the standard input. A read(2) that waits cannot be cancelled, so each is made only when poll(2) says that it will
/// not wait; a signal then ends the run although nobody writes to the pipe.
/// </summary>
internal sealed partial class UnixInputStream : InputStream
{
    /// <summary>How soon a signal is noticed.</summary>
    private const int WaitInMilliseconds = 50;

    private const short Readable = 1;
    private const int Descriptor = 0;

    private readonly Stream _source;
    private readonly InputHold _hold;
    private readonly CancellationToken _stop;

    /// <param name="source">The standard input as a stream without a buffer; becomes this stream's own.</param>
    /// <param name="hold">While it is held, nothing is read.</param>
    /// <param name="stop">Ends a wait.</param>
    public UnixInputStream(Stream source, InputHold hold, CancellationToken stop)
    {
        _source = source;
        _hold = hold;
        _stop = stop;
        UnixPipe.Enlarge(Descriptor);
    }

    public override int Read(Span<byte> buffer)
    {
        PollRequest request = new() { Descriptor = Descriptor, Wanted = Readable };
        while (true)
        {
            _stop.ThrowIfCancellationRequested();
            if (_hold.IsHeld)
            {
                _stop.WaitHandle.WaitOne(WaitInMilliseconds);
                continue;
            }

            lock (_hold.Reading)
            {
                if (!_hold.IsHeld && PollCore(ref request, 1, WaitInMilliseconds) > 0)
                {
                    return _source.Read(buffer);
                }
            }
        }
    }

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
