using System.Runtime.InteropServices;

namespace Locket.Cli.Terminal;

/// <summary>What comes from a terminal, byte by byte, with a bound to the waiting.</summary>
internal static partial class UnixTerminalInput
{
    private const short Readable = 1;

    /// <summary>Waits until there is something to read, or the end.</summary>
    /// <returns>Whether there is; also false where a signal ended the wait.</returns>
    public static bool IsReadable(int descriptor, int waitInMilliseconds)
    {
        PollRequest request = new() { Descriptor = descriptor, Wanted = Readable };
        return PollCore(ref request, 1, waitInMilliseconds) > 0;
    }

    /// <returns>How many bytes came, -1 at the end of the input.</returns>
    public static int Read(int descriptor, Span<byte> buffer)
    {
        nint read = ReadCore(descriptor, buffer, (nuint)buffer.Length);
        return read > 0 ? (int)read : -1;
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
