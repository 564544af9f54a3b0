using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Locket.Files;

/// <summary>
/// Opens files that were seen in a folder before, without trusting what was seen: since then each may have become a link to another file,
/// or a pipe whose opening would wait.
/// </summary>
internal static partial class RegularFile
{
    // errno values (man 3 errno).
    private const int NoSuchFile = 2;
    private const int NoPermission = 13;
    private const int NotAFolder = 20;
    private const int LinuxIsALink = 40;
    private const int MacIsALink = 62;

    /// <summary>Opens a file itself, never what a link of its name points to.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">What it is called in messages.</param>
    /// <returns>A stream without a buffer, or null where the name now is a link, or no longer a file at all.</returns>
    /// <exception cref="IOException">What was opened is a pipe, a socket or a device.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is not to be read.</exception>
    public static FileStream? Open(string path, string shown)
    {
        try
        {
            FileStream? file = OperatingSystem.IsWindows()
                ? new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan })
                : OpenUnix(path, shown);
            if (file is null || IsRegular(file))
            {
                return file;
            }

            file.Dispose();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        throw new IOException($"{shown} cannot be packed: it is a socket, pipe or device");
    }

    private static bool IsRegular(FileStream file)
        => file.CanSeek && (OperatingSystem.IsWindows() || UnixFiles.Examine(FileIdentity.PathOf(file)!) is null or { IsRegular: true });

    [UnsupportedOSPlatform("windows")]
    private static FileStream? OpenUnix(string path, string shown)
    {
        int descriptor = OpenCore(path, Flags());
        if (descriptor >= 0)
        {
            return new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        }

        int error = Marshal.GetLastPInvokeError();
        return error switch
        {
            NoSuchFile or NotAFolder or LinuxIsALink or MacIsALink => null,
            NoPermission => throw new UnauthorizedAccessException($"access to {shown} is denied"),
            _ => throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: {shown}", error),
        };
    }

    /// <summary>
    /// O_RDONLY, O_CLOEXEC, O_NOFOLLOW and O_NONBLOCK (man 2 open); the last keeps a pipe from waiting and changes no regular file.
    /// </summary>
    private static int Flags()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0x1000000 | 0x100 | 0x4;
        }

        bool isArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;
        return 0x80000 | (isArm ? 0x8000 : 0x20000) | 0x800;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenCore(string path, int flags);
}
