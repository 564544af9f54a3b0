namespace Locket.Pictures.Tests.TestSupport;

/// <summary>What code that took over a decoder could try, by x86-64's numbers.</summary>
internal static class RawCalls
{
    public const int NotPermitted = 1;
    public const int NoSuchCall = 38;

    private const int SetDescriptorOwner = 8;
    private const int Duplicate = 1030;
    private const long OpenFilesLimit = 7;

    /// <summary>CLONE_VM, CLONE_SIGHAND, CLONE_THREAD, and a network of its own.</summary>
    private const long ThreadInNewNetwork = 0x40010900;

    /// <summary>Calls that must not be made before confinement, since they would succeed.</summary>
    public static IReadOnlyList<RawCall> NewProcesses { get; } =
    [
        new("fork", 57), new("vfork", 58), new("clone of a process", 56, 17, 0, 0, 0, 0),
        new("clone without a flag of threads", 56, 0x00010100, 0, 0, 0, 0), new("clone into a new network", 56, ThreadInNewNetwork, 0, 0, 0, 0),
    ];

    /// <param name="parent">The number of another process.</param>
    /// <param name="zeros">The address of a few zeros.</param>
    public static IReadOnlyList<RawCall> Refused(int parent, nint zeros) =>
    [
        // Files by their names: what they say, that they are there, changes to them.
        new("open", 2), new("creat", 85), new("openat", 257), new("open_by_handle_at", 304), new("name_to_handle_at", 303),
        new("stat", 4), new("lstat", 6), new("newfstatat", 262), new("statx", 332), new("access", 21), new("faccessat", 269), new("readlink", 89),
        new("readlinkat", 267), new("statfs", 137), new("getcwd", 79), new("chdir", 80), new("fchdir", 81), new("chroot", 161), new("getdents64", 217),
        new("truncate", 76), new("ftruncate", 77), new("fallocate", 285), new("rename", 82), new("mkdir", 83), new("rmdir", 84), new("link", 86),
        new("unlink", 87), new("symlink", 88), new("chmod", 90), new("fchmod", 91), new("chown", 92), new("fchown", 93), new("lchown", 94),
        new("utime", 132), new("mknod", 133), new("utimes", 235), new("mkdirat", 258), new("mknodat", 259), new("fchownat", 260), new("futimesat", 261),
        new("unlinkat", 263), new("renameat", 264), new("linkat", 265), new("symlinkat", 266), new("fchmodat", 268), new("utimensat", 280),
        new("renameat2", 316), new("setxattr", 188), new("lsetxattr", 189), new("fsetxattr", 190), new("getxattr", 191), new("lgetxattr", 192),
        new("fgetxattr", 193), new("listxattr", 194), new("llistxattr", 195), new("flistxattr", 196), new("removexattr", 197), new("lremovexattr", 198),
        new("fremovexattr", 199), new("mount", 165), new("umount2", 166), new("pivot_root", 155), new("inotify_init1", 294), new("fanotify_init", 300),

        // Descriptors out of nothing, or sent through others.
        new("dup", 32), new("dup2", 33), new("pipe", 22), new("pipe2", 293), new("eventfd2", 290), new("epoll_create1", 291), new("signalfd4", 289),
        new("timerfd_create", 283), new("memfd_create", 319), new("userfaultfd", 323), new("io_uring_setup", 425), new("io_setup", 206),
        new("sendfile", 40), new("splice", 275), new("vmsplice", 278), new("copy_file_range", 326), new("ioctl", 16, 1, 0x5401),
        new("ioctl TIOCSTI", 16, 0, 0x5412), new("fcntl F_SETOWN", 72, -1, SetDescriptorOwner, 0), new("fcntl F_DUPFD_CLOEXEC", 72, -1, Duplicate, 0),
        new("flock", 73),

        // The network, and memory shared with others.
        new("socket", 41), new("connect", 42), new("accept", 43), new("sendto", 44), new("recvfrom", 45), new("sendmsg", 46), new("recvmsg", 47),
        new("bind", 49), new("listen", 50), new("socketpair", 53), new("accept4", 288), new("sendmmsg", 307), new("shmget", 29), new("shmat", 30),
        new("shmctl", 31), new("semget", 64), new("semop", 65), new("msgget", 68, int.MaxValue, 0), new("msgsnd", 69), new("msgrcv", 70), new("msgctl", 71),
        new("mq_open", 240), new("mq_unlink", 241),

        // Other processes and programs.
        new("execve", 59), new("execveat", 322), new("kill", 62, parent, 0), new("tkill", 200, parent, 0), new("tgkill of another", 234, parent, parent, 0),
        new("rt_sigqueueinfo", 129), new("rt_tgsigqueueinfo", 297), new("pidfd_send_signal", 424), new("pidfd_open", 434), new("ptrace", 101),
        new("process_vm_readv", 310), new("process_vm_writev", 311), new("kcmp", 312), new("wait4", 61), new("setpgid", 109),
        new("prlimit64 of another", 302, parent, OpenFilesLimit, 0, 0), new("setpriority", 141, 0, 0, 0), new("getpriority", 140, 0, 0),
        new("sched_setparam", 142, 0, zeros), new("sched_setscheduler", 144, 0, 0, zeros), new("sched_setaffinity", 203), new("sched_setattr", 314),
        new("sched_getaffinity of another", 204, parent, 128, zeros), new("ioprio_set", 251), new("ioprio_get", 252), new("migrate_pages", 256),
        new("move_pages", 279), new("set_mempolicy", 238), new("mbind", 237),

        // Its own bounds, and the machine's settings.
        new("setrlimit", 160), new("prlimit64 of open files", 302, 0, OpenFilesLimit, -1, 0), new("prctl", 157), new("arch_prctl", 158), new("seccomp", 317),
        new("setuid", 105), new("setgid", 106), new("setgroups", 116, 1, -1), new("capset", 126), new("unshare", 272), new("setns", 308), new("personality", 135),
        new("mlockall", 151), new("mlock", 149), new("modify_ldt", 154), new("madvise as administrator", 28, 0, 0, 100), new("timer_create", 222), new("setitimer", 38),
        new("add_key", 248), new("request_key", 249), new("keyctl", 250), new("bpf", 321), new("perf_event_open", 298), new("syslog", 103), new("uname", 63),
        new("init_module", 175), new("kexec_load", 246), new("settimeofday", 164, 0, -1), new("clock_settime", 227), new("acct", 163, -1), new("swapon", 167),
    ];

    /// <summary>From clone3 on: as on a kernel that does not have them. The last three have no name yet.</summary>
    public static IReadOnlyList<RawCall> Newer { get; } =
    [
        new("clone3", 435), new("openat2", 437), new("pidfd_getfd", 438), new("faccessat2", 439), new("process_madvise", 440), new("mount_setattr", 442),
        new("landlock_create_ruleset", 444), new("process_mrelease", 448), new("set_mempolicy_home_node", 450), new("fchmodat2", 452),
        new("statmount", 457), new("listmount", 458), new("setxattrat", 463), new("getxattrat", 464), new("listxattrat", 465), new("removexattrat", 466),
        new("open_tree_attr", 467), new("file_getattr", 468), new("file_setattr", 469), new("470", 470), new("500", 500), new("1000", 1000),
    ];

    /// <param name="self">The number of this process.</param>
    /// <param name="zeros">The address of a few zeros, which calls may write to.</param>
    public static IReadOnlyList<RawCall> Allowed(int self, nint zeros) =>
    [
        new("read nothing", 0, 0, zeros, 0), new("write nothing", 1, 1, zeros, 0), new("fstat", 5, 0, zeros), new("fcntl F_GETFD", 72, 0, 1, 0),
        new("fcntl F_GETFL", 72, 0, 3, 0), new("poll", 7, zeros, 0, 0), new("sched_yield", 24), new("clock_gettime", 228, 0, zeros), new("getrandom", 318, zeros, 8, 0),
        new("getpid", 39), new("gettid", 186), new("signal nothing to itself", 234, self, self, 0), new("prlimit64 to read", 302, 0, OpenFilesLimit, 0, zeros),
        new("getrusage", 98, 0, zeros), new("sched_getaffinity", 204, 0, 128, zeros), new("membarrier query", 324, 0, 0, 0), new("sysinfo", 99, zeros),
    ];
}
