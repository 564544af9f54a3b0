using System.Runtime.InteropServices;

namespace Locket.Pictures.Decoding;

/// <summary>
/// A filter that the Linux kernel puts before every system call of the process (seccomp, mode 2): no files, no network, no other
/// programs, no other processes. What a decoder needs is memory and the two pipes it has.
/// </summary>
internal static unsafe partial class SystemCallFilter
{
    private const int NoNewPrivileges = 38;
    private const int NotDumpable = 4;
    private const long FilterMode = 1;

    /// <summary>All threads at once, those of the runtime too.</summary>
    private const long AllThreads = 1;

    /// <summary>
    /// Puts the filter in place; <see langword="false"/> where the kernel or the architecture does not have it, and the resource limits
    /// have to do alone.
    /// </summary>
    public static bool TryInstall()
    {
        if (!OperatingSystem.IsLinux() || SystemCallNumbers.Current is not SystemCallNumbers numbers)
        {
            return false;
        }

        FilterInstruction[] program = FilterProgram.Make(numbers, Environment.ProcessId);
        fixed (FilterInstruction* first = program)
        {
            FilterReference reference = new() { Length = (ushort)program.Length, First = first };
            return Control(NotDumpable, 0, 0, 0, 0) == 0
                && Control(NoNewPrivileges, 1, 0, 0, 0) == 0
                && Call(numbers.Seccomp, FilterMode, AllThreads, &reference) == 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int option, nuint first, nuint second, nuint third, nuint fourth);

    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long Call(long number, long operation, long flags, FilterReference* program);

    [StructLayout(LayoutKind.Sequential)]
    private struct FilterReference
    {
        public ushort Length;
        public FilterInstruction* First;
    }
}
