using System.Runtime.InteropServices;

namespace Locket.Cli.Chat.Screen;

/// <summary>
/// How large a terminal is: TIOCGWINSZ (man 2 ioctl_tty). The runtime's own question would first send the terminal a sequence.
/// </summary>
internal static partial class UnixWindow
{
    private const nuint GetSizeOnLinux = 0x5413;
    private const nuint GetSizeOnMac = 0x40087468;

    /// <summary>Null where it is no terminal, or one that does not say.</summary>
    public static TerminalSize? SizeOf(int descriptor)
    {
        WindowSize size = default;
        int result = OperatingSystem.IsMacOS()
            ? ControlOnMac(descriptor, GetSizeOnMac, ref size)
            : Control(descriptor, GetSizeOnLinux, ref size);
        return result == 0 && size.Columns > 0 && size.Rows > 0 ? new TerminalSize(size.Columns, size.Rows) : null;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, nuint request, ref WindowSize size);

    /// <summary>
    /// On Apple's ARM processors the arguments behind a function's fixed ones are passed on the stack: six that nobody looks at fill up the
    /// registers. On others the size stands where the first of them does, so there it is not called this way.
    /// </summary>
    private static int ControlOnMac(int descriptor, nuint request, ref WindowSize size)
        => RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? ControlByStack(descriptor, request, 0, 0, 0, 0, 0, 0, ref size)
            : Control(descriptor, request, ref size);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ControlByStack(
        int descriptor, nuint request, nint a, nint b, nint c, nint d, nint e, nint f, ref WindowSize size);

    /// <summary>struct winsize (man 2 ioctl_tty).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
