using System.Text;
using Locket.Cli.Terminal;
using Microsoft.Win32.SafeHandles;

namespace Locket.Cli.Chat.Screen;

/// <summary>The terminal that is both standard input and standard output, on Unix.</summary>
internal sealed class UnixScreenTerminal : IScreenTerminal
{
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
        => UnixTerminalInput.IsReadable(InputDescriptor, waitInMilliseconds) ? UnixTerminalInput.Read(InputDescriptor, buffer) : 0;

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
}
