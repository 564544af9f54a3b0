using System.Runtime.InteropServices;

namespace Locket.Passwords;

/// <summary>mmap(2), madvise(2) and munmap(2), with the numbers that 64-bit Linux has on every processor .NET runs on.</summary>
internal static unsafe partial class LinuxMemory
{
    public const int ReadWrite = 1 | 2;
    public const int PrivateAnonymous = 0x02 | 0x20;
    public const nint Failed = -1;
    public const int AdviceHugePage = 14;
    public const int AdviceDoNotDump = 16;

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial void* Map(void* address, nuint length, int protection, int flags, int fileDescriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int Advise(void* address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    public static partial int Unmap(void* address, nuint length);
}
