using System.Runtime.InteropServices;

namespace Locket.Cli.Terminal;

/// <summary>The standard streams where they are pipes.</summary>
internal static partial class UnixPipe
{
    /// <summary>F_SETPIPE_SZ (man 2 fcntl).</summary>
    private const int SetPipeSize = 1031;

    /// <summary>What Linux allows any user by default.</summary>
    private const int LargePipeInBytes = 1024 * 1024;

    /// <summary>
    /// Lets both ends of a pipe wait for each other less often, on Linux. Anything but a pipe refuses, which changes nothing.
    /// </summary>
    public static void Enlarge(int descriptor)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = ControlCore(descriptor, SetPipeSize, LargePipeInBytes);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ControlCore(int descriptor, int command, int value);
}
