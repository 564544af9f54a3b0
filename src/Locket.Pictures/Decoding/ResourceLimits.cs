using System.Globalization;
using System.Runtime.InteropServices;

namespace Locket.Pictures.Decoding;

/// <summary>
/// Limits of the running process that the kernel keeps (setrlimit, POSIX.1-2017); none can be raised again above its second value.
/// </summary>
internal static partial class ResourceLimits
{
    private const int Processor = 0;
    private const int FileSize = 1;
    private const int Data = 2;
    private const int CoreFile = 4;
    private const ulong StandardStreams = 3;

    /// <summary>A decoder that lived longer than this on a processor is ended whatever it says.</summary>
    private const ulong ProcessorSecondsOfLife = 3600;

    // These two have other numbers on macOS, which does not keep the first.
    private static int AddressSpace => OperatingSystem.IsMacOS() ? 5 : 9;

    private static int OpenFiles => OperatingSystem.IsMacOS() ? 8 : 7;

    /// <summary>
    /// From here on the process opens no file and no socket, writes no file, leaves no core behind, and has so much memory beyond what it
    /// has. What it needs of the runtime must be loaded already; there are no further threads either, since each needs a pipe.
    /// </summary>
    public static bool TrySet(long memoryInBytes)
    {
        bool isSet = TrySet(CoreFile, 0, 0) && TrySet(FileSize, 0, 0) && TrySet(Processor, ProcessorSecondsOfLife, ProcessorSecondsOfLife);
        if (OperatingSystem.IsLinux())
        {
            // In pages: all of the address space, resident, shared, text, 0, data and stack.
            string[] sizes = File.ReadAllText("/proc/self/statm").Split(' ');
            ulong page = (ulong)Environment.SystemPageSize;
            ulong space = (ulong.Parse(sizes[0], CultureInfo.InvariantCulture) * page) + (ulong)memoryInBytes;
            ulong data = (ulong.Parse(sizes[5], CultureInfo.InvariantCulture) * page) + (ulong)memoryInBytes;
            isSet = isSet && TrySet(AddressSpace, space, space) && TrySet(Data, data, data);
        }

        // Last, since reading the sizes opens a file. The three standard streams are open, so that no number below the limit is free; a
        // lower one would make the runtime's own waiting fail, since poll(2) takes no more entries than there may be files.
        return isSet && TrySet(OpenFiles, StandardStreams, StandardStreams);
    }

    /// <summary>From now on so many seconds on a processor; then the kernel ends the process.</summary>
    public static bool TryGrantProcessorTime(long seconds)
        => TrySet(Processor, (ulong)Environment.CpuUsage.TotalTime.TotalSeconds + (ulong)seconds + 1, ProcessorSecondsOfLife);

    private static bool TrySet(int resource, ulong soft, ulong hard) => SetLimit(resource, new Limit(soft, hard)) == 0;

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetLimit(int resource, in Limit limit);

    /// <summary>Both are 64 bits wide on all 64-bit systems.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Limit(ulong Soft, ulong Hard);
}
