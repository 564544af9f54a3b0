using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Locket.Pictures.Decoding;

namespace Locket.Pictures.Tests.TestSupport;

/// <summary>Confines itself as a decoder does, then tries what a picture that took over a decoder would try. Says what was possible.</summary>
internal static class ConfinementProbe
{
    private const int MemoryInBytes = 64 << 20;

    public static int Run()
    {
        string here = Environment.ProcessPath!;
        string fresh = Environment.GetEnvironmentVariable("PROBE_FILE")!;
        (string Name, Action Attempt)[] attempts =
        [
            ("read a file", () => File.OpenRead(here).Dispose()),
            ("write a file", () => File.WriteAllBytes(fresh, [1, 2, 3])),
            ("remove a file", () => File.Delete(fresh + ".kept")),
            ("make a folder", () => Directory.CreateDirectory(fresh + ".folder")),
            ("open a socket", () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp).Dispose()),
            ("start a program", () => Process.Start("/bin/true").Dispose()),
            ("stop a process", () => Process.GetProcessById(Environment.ProcessId).Kill()),
            ("take much memory", () => Marshal.FreeHGlobal(Marshal.AllocHGlobal(2 * MemoryInBytes))),
            ("take some memory", () => Marshal.FreeHGlobal(Marshal.AllocHGlobal(MemoryInBytes / 4))),
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

        Try(attempts.Where(attempt => attempt.Name is not ("stop a process" or "remove a file")));
        File.Delete(fresh);
        Directory.Delete(fresh + ".folder");
        bool isConfined = Confinement.TryEnter(MemoryInBytes);
        Console.WriteLine(isConfined ? "confined" : "not confined");
        Try(attempts);
        return 0;
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
