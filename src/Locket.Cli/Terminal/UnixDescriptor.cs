using System.Runtime.InteropServices;

namespace Locket.Cli.Terminal;

/// <summary>Whether whoever started this process handed a standard stream over.</summary>
internal static partial class UnixDescriptor
{
    /// <summary>F_GETFD and FD_CLOEXEC (man 2 fcntl), the same on Linux and macOS.</summary>
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;

    /// <summary>
    /// Whether the descriptor came with the process. Where it was closed (<c>&lt;&amp;-</c>), the runtime's own pipes have taken its number
    /// by now, and reading from them would wait forever. They are marked to be closed by exec, which no inherited descriptor can be.
    /// </summary>
    public static bool IsInherited(int descriptor) => FcntlCore(descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FcntlCore(int descriptor, int command);
}
