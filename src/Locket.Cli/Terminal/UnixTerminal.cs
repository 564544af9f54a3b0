using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Locket.Cli.Terminal;

/// <summary>The little of termios(3) that hiding a password and reading single keys need.</summary>
internal static partial class UnixTerminal
{
    // Larger than any struct termios.
    private const int StateLength = 256;
    private const uint EchoFlag = 0x8;
    private const int SetAfterWriting = 1;
    private const int SetAfterDiscardingInput = 2;

    /// <summary>Where c_lflag stands, the fourth of the flags: tcflag_t has 4 bytes on Linux and the BSDs, 8 on macOS.</summary>
    private static int LocalFlagsOffset => OperatingSystem.IsMacOS() ? 24 : 12;

    /// <summary>ICANON and IEXTEN: lines as a whole, and the keys that only such lines have.</summary>
    private static uint LineFlags => OperatingSystem.IsLinux() ? 0x2u | 0x8000u : 0x100u | 0x400u;

    /// <summary>ICRNL, INLCR, IGNCR, IXON: the return key would be a line feed, and Ctrl-S would stop the screen.</summary>
    private static uint InputFlags => OperatingSystem.IsLinux() ? 0x100u | 0x40u | 0x80u | 0x400u : 0x100u | 0x40u | 0x80u | 0x200u;

    /// <summary>Where VMIN stands: how many bytes a read waits for. c_cc follows the flags; on Linux c_line stands between.</summary>
    private static int MinimumOffset => OperatingSystem.IsLinux() ? 16 + 1 + 6 : OperatingSystem.IsMacOS() ? 32 + 16 : 16 + 16;

    /// <summary>Where VTIME stands: how long it waits.</summary>
    private static int TimeOffset => OperatingSystem.IsLinux() ? 16 + 1 + 5 : OperatingSystem.IsMacOS() ? 32 + 17 : 16 + 17;

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
        Clear(silent, LocalFlagsOffset, EchoFlag);
        return SetAttributes(terminal, SetAfterDiscardingInput, silent) == 0 ? original : null;
    }

    /// <summary>
    /// Lets each key be read at once and unechoed. Ctrl-C and Ctrl-Z stay signals, so that a program that hangs can still be ended.
    /// </summary>
    /// <returns>The state to restore, or <see langword="null"/> where it could not be done.</returns>
    public static byte[]? TryMakeRaw(SafeFileHandle terminal)
    {
        byte[] original = new byte[StateLength];
        if (GetAttributes(terminal, original) != 0)
        {
            return null;
        }

        byte[] raw = [.. original];
        Clear(raw, LocalFlagsOffset, EchoFlag | LineFlags);
        Clear(raw, 0, InputFlags);
        raw[MinimumOffset] = 1;
        raw[TimeOffset] = 0;
        return SetAttributes(terminal, SetAfterWriting, raw) == 0 ? original : null;
    }

    public static void Restore(SafeFileHandle terminal, byte[] original) => _ = SetAttributes(terminal, SetAfterDiscardingInput, original);

    /// <summary>The same, but what was typed and not read yet is left to whoever reads next.</summary>
    public static void RestoreKeepingInput(SafeFileHandle terminal, byte[] original)
        => _ = SetAttributes(terminal, SetAfterWriting, original);

    /// <summary>Whether the terminal's keys are for this process: it is no job in the background.</summary>
    public static bool IsInForeground(SafeFileHandle terminal) => GetForegroundGroup(terminal) is > 0 and int group && group == GetGroup();

    private static void Clear(byte[] state, int offset, uint flags)
    {
        // The lower half of the 8 bytes that macOS has, on its little-endian processors.
        Span<byte> field = state.AsSpan(offset, 4);
        uint value = BitConverter.ToUInt32(field) & ~flags;
        if (BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(field, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(field, value);
        }
    }

    [LibraryImport("libc", EntryPoint = "isatty")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int IsATty(SafeFileHandle descriptor);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetAttributes(SafeFileHandle descriptor, [Out] byte[] state);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAttributes(SafeFileHandle descriptor, int action, byte[] state);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetForegroundGroup(SafeFileHandle descriptor);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetGroup();
}
