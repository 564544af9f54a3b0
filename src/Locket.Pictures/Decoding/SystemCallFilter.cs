using System.Runtime.InteropServices;

namespace Locket.Pictures.Decoding;

/// <summary>
/// A filter that the Linux kernel puts before every system call of the process (seccomp, mode 2), and that lets through those of
/// <see cref="AllowedCalls"/> alone: no files, no network, no other programs, no other processes. What a decoder needs is memory and the
/// two pipes it has.
/// </summary>
internal sealed unsafe partial class SystemCallFilter
{
    private const int NoNewPrivileges = 38;
    private const int NotDumpable = 4;
    private const long FilterMode = 1;

    /// <summary>All threads at once, those of the runtime too.</summary>
    private const long AllThreads = 1;

    private readonly SystemCallInterface _calls;
    private readonly FilterInstruction[] _program;

    private SystemCallFilter(SystemCallInterface calls)
    {
        _calls = calls;
        _program = FilterProgram.Make(calls, Environment.ProcessId);
    }

    /// <summary>
    /// Writes the filter, while the process can still load what that takes; <see langword="null"/> where the system or the architecture
    /// does not have filters, and the resource limits have to do alone.
    /// </summary>
    public static SystemCallFilter? Make()
        => OperatingSystem.IsLinux() && SystemCallInterface.Current is SystemCallInterface calls ? new SystemCallFilter(calls) : null;

    /// <summary>Puts the filter in place; <see langword="false"/> where the kernel was built without.</summary>
    public bool TryInstall()
    {
        fixed (FilterInstruction* first = _program)
        {
            FilterReference reference = new() { Length = (ushort)_program.Length, First = first };
            return Control(NotDumpable, 0, 0, 0, 0) == 0
                && Control(NoNewPrivileges, 1, 0, 0, 0) == 0
                && Call(_calls.SetFilter, FilterMode, AllThreads, &reference) == 0;
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
