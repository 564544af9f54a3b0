using System.Runtime.InteropServices;
using System.Text;
using Locket.Cli.Terminal;
using Microsoft.Win32.SafeHandles;

namespace Locket.Cli.Chat.Screen;

/// <summary>The terminal that is both standard input and standard output, on Unix.</summary>
internal sealed partial class UnixScreenTerminal : IScreenTerminal
{
    private const short Readable = 1;
    private const int InputDescriptor = 0;
    private const int OutputDescriptor = 1;

    private readonly Lock _lock = new();
    private readonly SafeFileHandle _input = new(InputDescriptor, ownsHandle: false);
    private readonly UnixOutputStream _output = new(OutputDescriptor);
    private byte[]? _original;

    public TerminalSize Size => UnixWindow.SizeOf(OutputDescriptor) ?? TerminalSize.Usual;

    public void Begin()
    {
        lock (_lock)
        {
            if (_original is null)
            {
                _original = UnixTerminal.TryMakeRaw(_input)
                    ?? throw new IOException("the terminal does not let its keys be read one by one");
                Put(ScreenPainter.Begin);
            }
        }
    }

    public void End()
    {
        lock (_lock)
        {
            if (_original is not null)
            {
                // The settings first: they are what a shell cannot work without, and writing may fail where nobody reads any more.
                UnixTerminal.Restore(_input, _original);
                _original = null;
                TryPut(ScreenPainter.End);
            }
        }
    }

    public int Read(Span<byte> buffer, int waitInMilliseconds)
    {
        PollRequest request = new() { Descriptor = InputDescriptor, Wanted = Readable };
        if (PollCore(ref request, 1, waitInMilliseconds) <= 0)
        {
            return 0;
        }

        nint read = ReadCore(InputDescriptor, buffer, (nuint)buffer.Length);
        return read > 0 ? (int)read : -1;
    }

    public void Write(string text)
    {
        lock (_lock)
        {
            // After the end nothing is painted over what the shell shows.
            if (_original is not null)
            {
                TryPut(text);
            }
        }
    }

    public void Dispose()
    {
        End();
        _input.Dispose();
        _output.Dispose();
    }

    private void Put(string text) => _output.Write(Encoding.UTF8.GetBytes(text));

    private void TryPut(string text)
    {
        try
        {
            Put(text);
        }
        catch (IOException)
        {
            // The terminal is gone: reading it ends, too, and with that the conversation.
        }
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int PollCore(ref PollRequest request, nuint count, int timeoutInMilliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ReadCore(int descriptor, Span<byte> bytes, nuint count);

    /// <summary>struct pollfd (man 2 poll).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }
}
