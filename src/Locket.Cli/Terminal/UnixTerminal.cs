using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Locket.Cli.Terminal;

/// <summary>The little of termios(3) that hiding a password needs.</summary>
internal static partial class UnixTerminal
{
    // Larger than any struct termios; only c_lflag is looked into.
    private const int StateLength = 256;
    private const uint EchoFlag = 0x8;
    private const int SetAfterDiscardingInput = 2;

    /// <summary>Where c_lflag stands: tcflag_t has 4 bytes on Linux and the BSDs, 8 on macOS.</summary>
    private static int LocalFlagsOffset => OperatingSystem.IsMacOS() ? 24 : 12;

    public static bool IsTerminal(SafeFileHandle handle) => IsATty(handle) == 1;

    /// <summary>Stops echoing.</summary>
    /// <returns>The state to restore, or <see langword="null"/> where it could not be done.</returns>
    public static byte[]? TryDisableEcho(SafeFileHandle terminal)
    {
        byte[] original = new byte[StateLength];
        if (GetAttributes(terminal, original) != 0)
        {
            return null;
        }

        byte[] silent = [.. original];
        Span<byte> flags = silent.AsSpan(LocalFlagsOffset, 4);
        uint value = BitConverter.ToUInt32(flags) & ~EchoFlag;
        if (BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(flags, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(flags, value);
        }

        return SetAttributes(terminal, SetAfterDiscardingInput, silent) == 0 ? original : null;
    }

    public static void Restore(SafeFileHandle terminal, byte[] original) => _ = SetAttributes(terminal, SetAfterDiscardingInput, original);

    [LibraryImport("libc", EntryPoint = "isatty")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int IsATty(SafeFileHandle descriptor);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetAttributes(SafeFileHandle descriptor, [Out] byte[] state);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAttributes(SafeFileHandle descriptor, int action, byte[] state);
}
