using System.Globalization;
using System.Runtime.InteropServices;

namespace Locket.Pictures.Decoding;

/// <summary>
/// Closes what was open before the program began, but for the three standard streams. A shell hands down whatever it has open, such as the
/// password of <c>--password-file /dev/fd/3 3&lt; password</c>, and so does every program after it that does not know of it.
/// </summary>
internal static partial class InheritedDescriptors
{
    private const int LastStandardStream = 2;
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>
    /// To be called before the number of files is limited. A descriptor that stays open when a program starts another lacks a mark which
    /// the runtime gives to each of its own, so that those without it were there before.
    /// </summary>
    /// <returns>Whether what is open could be found out. On macOS it is not looked for.</returns>
    public static bool TryClose()
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        try
        {
            // All names first: reading the folder takes a descriptor itself.
            foreach (string path in Directory.GetFileSystemEntries("/proc/self/fd"))
            {
                int descriptor = int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture);
                if (descriptor > LastStandardStream && Control(descriptor, GetFlags) is int flags and >= 0 && (flags & CloseOnExec) == 0)
                {
                    _ = Close(descriptor);
                }
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // A function of variable arguments, of which this command has none.
    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
