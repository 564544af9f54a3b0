using System.Runtime.InteropServices;
using Locket.Cli.Errors;

namespace Locket.Cli.Terminal;

/// <summary>
/// The standard output or error output, written with write(2). The runtime's own console stream stays silent when the reader of a pipe goes
/// away, so that <c>locket decrypt big.locket | head</c> would work on to its end, and sends terminals a sequence of its own first.
/// </summary>
internal sealed partial class UnixOutputStream : OutputStream
{
    private const int Interrupted = 4;

    /// <summary>What a pipe holds unless told otherwise, on Linux.</summary>
    private const int UsualPipeInBytes = 64 * 1024;

    private readonly int _descriptor;
    private readonly bool _isClosed;
    private bool _isEnlarged;

    public UnixOutputStream(int descriptor)
    {
        _descriptor = descriptor;
        _isClosed = !UnixDescriptor.IsInherited(descriptor);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_isClosed)
        {
            throw new CommandException(
                ExitCode.Failure,
                "it was closed before locket started",
                "write to a file with -o, or leave the output open",
                "standard output");
        }

        if (buffer.Length > UsualPipeInBytes && !_isEnlarged)
        {
            // Content, not text.
            _isEnlarged = true;
            UnixPipe.Enlarge(_descriptor);
        }

        while (!buffer.IsEmpty)
        {
            nint written = WriteCore(_descriptor, buffer, (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint WriteCore(int descriptor, ReadOnlySpan<byte> bytes, nuint count);
}
