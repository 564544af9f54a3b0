using System.Runtime.InteropServices;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>A system call by its number, past the C library.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">Its number on x86-64.</param>
/// <param name="Arguments">Six; those missing are -1, which is no descriptor, no address and no process, so that the call fails of itself.</param>
internal sealed partial record RawCall(string Name, long Number, params IReadOnlyList<long> Arguments)
{
    /// <returns>0, or why it failed.</returns>
    public int Make()
    {
        nint Argument(int i) => i < Arguments.Count ? (nint)Arguments[i] : -1;
        return Call((nint)Number, Argument(0), Argument(1), Argument(2), Argument(3), Argument(4), Argument(5)) == -1 ? Marshal.GetLastPInvokeError() : 0;
    }

    // A function of variable arguments; where they are whole numbers, Linux hands them over as those of others.
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Call(nint number, nint first, nint second, nint third, nint fourth, nint fifth, nint sixth);
}
