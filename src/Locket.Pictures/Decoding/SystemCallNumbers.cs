using System.Runtime.InteropServices;

namespace Locket.Pictures.Decoding;

/// <summary>Linux's numbers for the calls that <see cref="FilterProgram"/> speaks of.</summary>
internal sealed record SystemCallNumbers
{
    /// <summary>The same on every architecture, as all numbers from 424 on.</summary>
    public const uint ThreadOrProcessNewer = 435;

    public required uint Architecture { get; init; }

    public required long Seccomp { get; init; }

    public required uint ThreadOrProcess { get; init; }

    public required uint SignalThread { get; init; }

    /// <summary>Calls that end in "not permitted".</summary>
    public required IReadOnlyList<uint> Refused { get; init; }

    public static SystemCallNumbers? Current => RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => X64,
        System.Runtime.InteropServices.Architecture.Arm64 => Arm64,
        _ => null,
    };

    /// <summary>pidfd_send_signal, io_uring_setup, open_tree, move_mount, fsopen, pidfd_open, openat2, pidfd_getfd.</summary>
    private static uint[] Common => [424, 425, 428, 429, 430, 434, 437, 438];

    private static SystemCallNumbers X64 { get; } = new()
    {
        Architecture = 0xC000003E,
        Seccomp = 317,
        ThreadOrProcess = 56,
        SignalThread = 234,
        Refused =
        [
            .. Common,
            2, 85, 257, 304, // open, creat, openat, open_by_handle_at
            41, 42, 43, 44, 46, 49, 50, 53, 288, 307, // socket, connect, accept, sendto, sendmsg, bind, listen, socketpair, accept4, sendmmsg
            57, 58, 59, 322, // fork, vfork, execve, execveat
            62, 129, 200, 297, // kill, rt_sigqueueinfo, tkill, rt_tgsigqueueinfo
            101, 310, 311, // ptrace, process_vm_readv, process_vm_writev
            76, 82, 83, 84, 86, 87, 88, 133, // truncate, rename, mkdir, rmdir, link, unlink, symlink, mknod
            258, 259, 263, 264, 265, 266, 316, // mkdirat, mknodat, unlinkat, renameat, linkat, symlinkat, renameat2
            90, 92, 94, 132, 235, 260, 261, 268, 280, // chmod, chown, lchown, utime, utimes, fchownat, futimesat, fchmodat, utimensat
            165, 166, 161, 155, 272, 308, // mount, umount2, chroot, pivot_root, unshare, setns
            248, 249, 250, 298, 321, 323, // add_key, request_key, keyctl, perf_event_open, bpf, userfaultfd
        ],
    };

    private static SystemCallNumbers Arm64 { get; } = new()
    {
        Architecture = 0xC00000B7,
        Seccomp = 277,
        ThreadOrProcess = 220,
        SignalThread = 131,
        Refused =
        [
            .. Common,
            56, 265, // openat, open_by_handle_at
            198, 199, 200, 201, 202, 203, 206, 211, 242, 269, // socket, socketpair, bind, listen, accept, connect, sendto, sendmsg, accept4, sendmmsg
            221, 281, // execve, execveat
            129, 130, 138, 240, // kill, tkill, rt_sigqueueinfo, rt_tgsigqueueinfo
            117, 270, 271, // ptrace, process_vm_readv, process_vm_writev
            33, 34, 35, 36, 37, 38, 45, 276, // mknodat, mkdirat, unlinkat, symlinkat, linkat, renameat, truncate, renameat2
            53, 54, 88, // fchmodat, fchownat, utimensat
            39, 40, 41, 51, 97, 268, // umount2, mount, pivot_root, chroot, unshare, setns
            217, 218, 219, 241, 280, 282, // add_key, request_key, keyctl, perf_event_open, bpf, userfaultfd
        ],
    };
}
