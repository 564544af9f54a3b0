using System.Diagnostics;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Cases;

/// <summary>What cases ask of the system beyond plain files: pipes with names, hard links, disks that are small or read-only.</summary>
internal sealed class CaseSystem(CommandLineHarness harness) : IDisposable
{
    private readonly List<string> _mounts = [];
    private readonly List<(string Pipe, Task Copy)> _copies = [];

    public bool TryDo(string verb, IReadOnlyList<string> words)
    {
        switch (verb)
        {
            case "hardlink":
                Tool("ln", harness.PathOf(words[1]), harness.PathOf(words[0]));
                return true;
            case "fifo":
                Tool("mkfifo", harness.PathOf(words[0]));
                return true;
            case "feed":
                Copy(words[0], harness.PathOf(words[1]), harness.PathOf(words[0]));
                return true;
            case "drain":
                Copy(words[0], harness.PathOf(words[0]), harness.PathOf(words[1]));
                return true;
            case "disk":
                Directory.CreateDirectory(harness.PathOf(words[0]));
                RootTool("mount", "-t", "tmpfs", "-o", $"size={words[1]}", "locket-test", harness.PathOf(words[0]));
                _mounts.Add(harness.PathOf(words[0]));
                return true;
            case "freeze":
                RootTool("mount", "-o", "remount,ro", harness.PathOf(words[0]));
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Waits until the pipes of a run are copied; a pipe that the command never opened is opened here, so that nobody waits for ever.
    /// </summary>
    public async Task EndRunAsync()
    {
        foreach ((string pipe, Task copy) in _copies)
        {
            // Opening both ends is all: it frees whoever waits for the other.
            File.OpenHandle(harness.PathOf(pipe), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            await copy;
        }

        _copies.Clear();
    }

    public void Dispose() => _mounts.ForEach(mount => RootTool("umount", mount));

    private static void Tool(string program, params string[] args)
    {
        ProcessStartInfo start = new(program, args) { RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        End(program, process);
    }

    private static void RootTool(string program, params string[] args)
    {
        using Process process = Machine.StartAsRoot(program, args);
        End(program, process);
    }

    private static void End(string program, Process process)
    {
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {error}");
    }

    private void Copy(string pipe, string from, string to) => _copies.Add((pipe, Task.Factory.StartNew(
        () =>
        {
            using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            using FileStream target = new(to, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            try
            {
                source.CopyTo(target);
            }
            catch (IOException)
            {
                // The command went away; its exit code says why.
            }
        },
        TestContext.Current.CancellationToken,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default)));
}
