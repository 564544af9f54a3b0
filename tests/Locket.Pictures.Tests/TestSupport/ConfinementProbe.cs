using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Locket.Pictures.Decoding;
using Microsoft.Win32.SafeHandles;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>Confines itself as a decoder does, then tries what a picture that took over a decoder would try. Says what was possible.</summary>
internal static class ConfinementProbe
{
    /// <summary>Where it is set, nothing but this system call is tried.</summary>
    public const string OneCall = "PROBE_CALL";

    /// <summary>A descriptor that the shell handed down.</summary>
    public const int Inherited = 3;

    private const int MemoryInBytes = 64 << 20;
    private const int ZerosInBytes = 1024;

    public static int Run()
    {
        if (Environment.GetEnvironmentVariable(OneCall) is string number)
        {
            RawCall call = new("one", long.Parse(number, CultureInfo.InvariantCulture));
            _ = call.Make();
            _ = Confinement.TryEnter(MemoryInBytes);
            return call.Make();
        }

        string here = Environment.ProcessPath!;
        string fresh = Environment.GetEnvironmentVariable("PROBE_FILE")!;
        (string Name, Action Attempt)[] attempts =
        [
            ("read a file", () => File.OpenRead(here).Dispose()),
            ("write a file", () => File.WriteAllBytes(fresh, [1, 2, 3])),
            ("remove a file", () => File.Delete(fresh + ".kept")),
            ("make a folder", () => Directory.CreateDirectory(fresh + ".folder")),
            ("read what was handed down", ReadInherited),
            ("open a socket", () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp).Dispose()),
            ("start a program", () => Process.Start("/bin/true").Dispose()),
            ("stop a process", () => Process.GetProcessById(Environment.ProcessId).Kill()),
            ("take much memory", () => Marshal.FreeHGlobal(Marshal.AllocHGlobal(2 * MemoryInBytes))),
            ("take some memory", () => Marshal.FreeHGlobal(Marshal.AllocHGlobal(MemoryInBytes / 4))),
            ("collect what is unused", Collect),
            ("start a thread", () =>
            {
                Thread thread = new(static () => { });
                thread.Start();
                thread.Join();
            }),
        ];

        // Twice: before, so that everything is loaded (and shown to be possible), and after.
        using (Socket warm = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            _ = IPAddress.Loopback.ToString();
        }

        nint zeros = Marshal.AllocHGlobal(ZerosInBytes);
        Marshal.Copy(new byte[ZerosInBytes], 0, zeros, ZerosInBytes);
        int parent = ParentId();
        Try(attempts.Where(attempt => attempt.Name is not ("stop a process" or "remove a file")));
        File.Delete(fresh);
        Directory.Delete(fresh + ".folder");
        bool isKnown = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        if (isKnown)
        {
            Make("before", [.. RawCalls.Refused(parent, zeros), .. RawCalls.Newer]);
        }

        bool isConfined = Confinement.TryEnter(MemoryInBytes);
        Console.WriteLine(isConfined ? "confined" : "not confined");
        Try(attempts);
        if (isKnown)
        {
            Make("refused", [.. RawCalls.Refused(parent, zeros), .. RawCalls.NewProcesses]);
            Make("newer", RawCalls.Newer);
            Make("allowed", RawCalls.Allowed(Environment.ProcessId, zeros));
        }

        return 0;
    }

    private static void Make(string kind, IEnumerable<RawCall> calls)
    {
        foreach (RawCall call in calls)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind} {call.Name}={call.Make()}"));
        }
    }

    /// <summary>The test that started this; its number stands behind the name and the state.</summary>
    private static int ParentId()
        => int.Parse(File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ')[2], CultureInfo.InvariantCulture);

    private static void ReadInherited()
    {
        using SafeFileHandle handle = new(Inherited, ownsHandle: false);
        if (RandomAccess.Read(handle, new byte[1], 0) != 1)
        {
            throw new IOException("nothing to read");
        }
    }

    /// <summary>
    /// Memory goes through all that the collector does, and objects through the thread that ends them. They are none of this program's own:
    /// that thread would wait for its start to end.
    /// </summary>
    private static void Collect()
    {
        WeakReference last = Drop();
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        if (last.IsAlive)
        {
            throw new InvalidOperationException("nothing was collected");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Drop()
    {
        byte[] large = [];
        for (int i = 0; i < 100; i++)
        {
            large = new byte[100_000];
            _ = new SafeFileHandle(int.MaxValue, ownsHandle: true);
        }

        return new WeakReference(large);
    }

    private static void Try(IEnumerable<(string Name, Action Attempt)> attempts)
    {
        foreach ((string name, Action attempt) in attempts)
        {
            string result;
            try
            {
                attempt();
                result = "yes";
            }
#pragma warning disable CA1031 // any failure is the answer
            catch (Exception)
#pragma warning restore CA1031
            {
                result = "no";
            }

            Console.WriteLine($"{name}: {result}");
        }
    }
}
