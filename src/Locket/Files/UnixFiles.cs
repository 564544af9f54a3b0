using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Locket.Files;

/// <summary>What the framework does not offer on Unix: which file a name means, and flushing a folder.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class UnixFiles
{
    private const int CurrentFolder = -100;
    private const uint TypeAndInode = 0x1 | 0x100;
    private const int StatxInBytes = 256;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>O_CLOEXEC on Linux (man 2 open).</summary>
    private const int CloseOnExec = 0x80000;

    /// <summary>F_SETPIPE_SZ (man 2 fcntl).</summary>
    private const int SetPipeSizeCommand = 1031;

    private const int InputOutputError = 5;
    private const int NoSpace = 28;

    /// <summary>What Linux allows any user by default.</summary>
    private const int PipeInBytes = 1024 * 1024;

    /// <summary>
    /// Device and inode, with the type of file, following links; null where there is no such file or no statx (man 2 statx).
    /// </summary>
    public static (UInt128 Identity, bool IsRegular, bool IsFolder)? Examine(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> statx = stackalloc byte[StatxInBytes];
        try
        {
            if (Statx(CurrentFolder, path, 0, TypeAndInode, ref MemoryMarshal.GetReference(statx)) != 0)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        int type = BitConverter.ToUInt16(statx[ModeOffset..]) & TypeMask;
        UInt128 identity = new(BitConverter.ToUInt64(statx[DeviceOffset..]), BitConverter.ToUInt64(statx[InodeOffset..]));
        return (identity, type == RegularFile, type == Folder);
    }

    /// <summary>Makes a rename last: flushes the folder's own entries. File systems that cannot are left as they are.</summary>
    /// <returns>False where the disk failed or was full; true also where nothing can be flushed.</returns>
    public static bool FlushFolder(string path)
    {
        bool isFlushed = true;
        int descriptor = Open(path, OperatingSystem.IsLinux() ? CloseOnExec : 0);
        if (descriptor >= 0)
        {
            isFlushed = Fsync(descriptor) == 0 || !IsOfTheDisk(Marshal.GetLastPInvokeError());
            _ = Close(descriptor);
        }

        return isFlushed;
    }

    /// <summary>Asks for a pipe that holds more, so that both ends wait for each other less often; a refusal changes nothing.</summary>
    public static void EnlargePipe(SafeHandle handle)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPipeSize(handle, SetPipeSizeCommand, PipeInBytes);
        }
    }

    /// <summary>EIO, ENOSPC, EDQUOT (man 3 errno); others say that this kind of file system has nothing to flush.</summary>
    private static bool IsOfTheDisk(int error) => error is InputOutputError or NoSpace || error == (OperatingSystem.IsLinux() ? 122 : 69);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPipeSize(SafeHandle descriptor, int command, int sizeInBytes);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte statx);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
