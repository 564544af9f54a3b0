using static Locket.Pictures.Decoding.ArgumentTest;

namespace Locket.Pictures.Decoding;

/// <summary>
/// All that a confined decoder may ask of the kernel (docs/pictures.md, "Decoding in a process of its own"). What the runtime, the C
/// library and the decoders were seen to need is here, with its harmless neighbors, which other versions of them may need instead. Nothing
/// here takes a path, makes a descriptor, or names another process.
/// </summary>
internal static class AllowedCalls
{
    private const uint ProcessorTimeLimit = 0;
    private const uint GetDescriptorFlags = 1;
    private const uint GetFileFlags = 3;

    /// <summary>CLONE_VM, CLONE_SIGHAND and CLONE_THREAD: what makes a thread of this process, and no process.</summary>
    private const uint ThreadFlags = 0x00010900;

    /// <summary>Everything but those and CLONE_FS, _FILES, _SYSVSEM, _SETTLS, _PARENT_SETTID, _CHILD_CLEARTID and the old _DETACHED: new
    /// namespaces among it.</summary>
    private const uint OtherFlags = ~0x007D0F00u;

    /// <summary>From 32 on there are kinds of advice that spoil memory pages of the machine, for administrators.</summary>
    private const uint AdviceFrom32 = ~31u;

    /// <param name="processId">The process's own number, for the signals that its threads send each other.</param>
    /// <returns>The most frequent first, since a filter goes through them in turn.</returns>
    public static IReadOnlyList<AllowedCall> For(int processId) =>
    [
        // The pipes, and whatever else is open: nothing of the person's, see InheritedDescriptors.
        new("read", 0, 63),
        new("write", 1, 64),
        new("futex", 202, 98),

        // Memory. Code too: the runtime compiles methods when they are first called, and a rare one may be called late.
        new("mprotect", 10, 226),
        new("mmap", 9, 222),
        new("munmap", 11, 215),
        new("madvise", 28, 233, new ArgumentCheck(2, HasNone, AdviceFrom32)),
        new("brk", 12, 214),
        new("mremap", 25, 216),
        new("membarrier", 324, 283),

        new("readv", 19, 65),
        new("writev", 20, 66),
        new("pread64", 17, 67),
        new("lseek", 8, 62),
        new("fstat", 5, 80),
        new("close", 3, 57),
        new("fcntl", 72, 25, new ArgumentCheck(1, IsEqual, GetDescriptorFlags)),
        new("fcntl", 72, 25, new ArgumentCheck(1, IsEqual, GetFileFlags)),

        // Waiting, and clocks, which are calls where the kernel does not let them be read without.
        new("poll", 7, null),
        new("ppoll", 271, 73),
        new("select", 23, null),
        new("pselect6", 270, 72),
        new("epoll_wait", 232, null),
        new("epoll_pwait", 281, 22),
        new("sched_yield", 24, 124),
        new("nanosleep", 35, 101),
        new("clock_nanosleep", 230, 115),
        new("clock_gettime", 228, 113),
        new("clock_getres", 229, 114),
        new("gettimeofday", 96, 169),
        new("time", 201, null),
        new("restart_syscall", 219, 128),

        // Signals, within the process: the runtime stops its own threads by them, and ends itself by one when it fails.
        new("rt_sigaction", 13, 134),
        new("rt_sigprocmask", 14, 135),
        new("rt_sigreturn", 15, 139),
        new("sigaltstack", 131, 132),
        new("tgkill", 234, 131, new ArgumentCheck(0, IsEqual, (uint)processId)),

        // Threads of this process.
        new("clone", 56, 220, new ArgumentCheck(0, HasAll, ThreadFlags), new ArgumentCheck(0, HasNone, OtherFlags)),
        new("set_robust_list", 273, 99),
        new("rseq", 334, 293),
        new("getpid", 39, 172),
        new("gettid", 186, 178),
        new("exit", 60, 93),
        new("exit_group", 231, 94),

        // What the process is and has. Of its limits one is set anew for each picture; a root user's child could raise the others.
        new("prlimit64", 302, 261, new ArgumentCheck(0, IsEqual), new ArgumentCheck(1, IsEqual, ProcessorTimeLimit)),
        new("prlimit64", 302, 261, new ArgumentCheck(0, IsEqual), new ArgumentCheck(2, IsNull)),
        new("getrlimit", 97, 163),
        new("getrusage", 98, 165),
        new("sysinfo", 99, 179),
        new("sched_getaffinity", 204, 123, new ArgumentCheck(0, IsEqual)),
        new("getcpu", 309, 168),
        new("getrandom", 318, 278),
    ];
}
