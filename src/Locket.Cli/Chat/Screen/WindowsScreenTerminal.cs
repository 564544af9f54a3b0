using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Locket.Cli.Chat.Screen;

/// <summary>The console window of Windows 10 and later, which understands the same sequences where it is told to.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class WindowsScreenTerminal : IScreenTerminal
{
    private const int StandardInput = -10;
    private const int StandardOutput = -11;

    /// <summary>ENABLE_PROCESSED_INPUT, so that Ctrl-C stays a signal, and ENABLE_VIRTUAL_TERMINAL_INPUT.</summary>
    private const uint InputMode = 0x1 | 0x200;

    /// <summary>ENABLE_PROCESSED_OUTPUT, ENABLE_VIRTUAL_TERMINAL_PROCESSING, DISABLE_NEWLINE_AUTO_RETURN.</summary>
    private const uint OutputMode = 0x1 | 0x4 | 0x8;

    private readonly Lock _lock = new();
    private readonly nint _input = GetHandle(StandardInput);
    private readonly nint _output = GetHandle(StandardOutput);
    private (uint Input, uint Output)? _original;

    public TerminalSize Size
    {
        get
        {
            try
            {
                return new TerminalSize(Console.WindowWidth, Console.WindowHeight);
            }
            catch (IOException)
            {
                return TerminalSize.Usual;
            }
        }
    }

    public void Begin()
    {
        lock (_lock)
        {
            if (_original is not null)
            {
                return;
            }

            if (!GetMode(_input, out uint input) || !GetMode(_output, out uint output)
                || !SetMode(_input, InputMode) || !SetMode(_output, OutputMode))
            {
                throw new IOException("the console does not let its keys be read one by one");
            }

            _original = (input, output);
            Put(ScreenPainter.Begin);
        }
    }

    public void End()
    {
        lock (_lock)
        {
            if (_original is { } original)
            {
                Put(ScreenPainter.End);
                _original = null;
                SetMode(_input, original.Input);
                SetMode(_output, original.Output);
            }
        }
    }

    public int Read(Span<byte> buffer, int waitInMilliseconds)
    {
        const uint Signaled = 0;
        if (WaitFor(_input, (uint)waitInMilliseconds) != Signaled)
        {
            return 0;
        }

        // UTF-16 units, at most 3 bytes each; the buffer of the caller is large enough for pairs to come together.
        Span<char> characters = stackalloc char[Math.Min(256, buffer.Length / 3)];
        return ReadText(_input, MemoryMarshal.Cast<char, ushort>(characters), (uint)characters.Length, out uint read, 0)
            ? Encoding.UTF8.GetBytes(characters[..(int)read], buffer)
            : -1;
    }

    public void Write(string text)
    {
        lock (_lock)
        {
            if (_original is not null)
            {
                Put(text);
            }
        }
    }

    public void Dispose() => End();

    private void Put(string text) => _ = WriteText(_output, text, (uint)text.Length, out _, 0);

    [LibraryImport("kernel32", EntryPoint = "GetStdHandle")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint GetHandle(int which);

    [LibraryImport("kernel32", EntryPoint = "GetConsoleMode")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetMode(nint console, out uint mode);

    [LibraryImport("kernel32", EntryPoint = "SetConsoleMode")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetMode(nint console, uint mode);

    [LibraryImport("kernel32", EntryPoint = "WaitForSingleObject")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint WaitFor(nint handle, uint waitInMilliseconds);

    [LibraryImport("kernel32", EntryPoint = "ReadConsoleW")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool ReadText(nint console, Span<ushort> text, uint length, out uint read, nint control);

    [LibraryImport("kernel32", EntryPoint = "WriteConsoleW", StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool WriteText(nint console, string text, uint length, out uint written, nint reserved);
}
