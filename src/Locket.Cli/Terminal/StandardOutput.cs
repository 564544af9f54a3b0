using Microsoft.Win32.SafeHandles;

namespace Locket.Cli.Terminal;

/// <summary>The standard output, on which a write fails when nobody reads any more.</summary>
internal static class StandardOutput
{
    public static Stream Open()
    {
        if (!OperatingSystem.IsWindows() && TryOpenPipe() is { } pipe)
        {
            return pipe;
        }

        return Console.OpenStandardOutput();
    }

    /// <summary>
    /// The console's own stream swallows the failure, so that a whole file would be decrypted for a reader that is gone. Where the output
    /// is a file it stays, since it alone moves the offset that other programs share.
    /// </summary>
    private static FileStream? TryOpenPipe()
    {
        try
        {
#pragma warning disable CA2000 // the handle is the process's own
            FileStream stream = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
#pragma warning restore CA2000
            return stream.CanSeek ? null : stream;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A closed standard output; the console's stream says so when it is used.
            return null;
        }
    }
}
