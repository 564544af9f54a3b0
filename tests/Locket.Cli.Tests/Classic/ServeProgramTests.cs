using System.Diagnostics;
using System.Runtime.InteropServices;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Classic;

/// <summary>The published program serves, is connected to by itself and by Python, and is stopped by Ctrl-C.</summary>
public sealed class ServeProgramTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task Program_ServesItselfAndPythonUntilCtrlC()
    {
        Machine.Require("linux");
        Machine.Require("python3");
        CancellationToken stop = TestContext.Current.CancellationToken;
        using CommandLineHarness harness = new();
        harness.Write("key", "Sixteen byte key");
        using RunningProgram serve = await RunningProgram.StartAsync(
            harness.Folder, "classic", "serve", "--scheme", "socket-cbc", "--key-file", "key", "--port", "0", "--json");
        string listening = await serve.WaitForErrorLineAsync("listening on 127.0.0.1:");
        string port = listening.Split("127.0.0.1:")[1].Split(';')[0];
        PublishedProgram program = await PublishedProgram.GetAsync();
        CommandResult own = await program.RunAsync(
            ["classic", "connect", "--scheme", "socket-cbc", "-k", "key", "--port", port, "--message", "from itself"], harness.Folder);
        Assert.Equal((0, "Hello Client, message received securely\n"), (own.ExitCode, own.OutputText));

        string peer = Path.Join(Repository.Root, "tests", "interop", "classic", "socket_peer.py");
        string key = Convert.ToHexString(harness.Read("key"));
        using Process python = Process.Start(
            new ProcessStartInfo(Python, ["-B", peer, "socket-client", port, key, "from Python"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
        Assert.Equal("Hello Client, message received securely\n", await python.StandardOutput.ReadToEndAsync(stop));
        serve.Send(PosixSignal.SIGINT);
        (int exitCode, string output, string error) = await serve.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains("\"text\":\"from itself\"", output, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"from Python\"", output, StringComparison.Ordinal);
        Assert.EndsWith("locket: stopped\n", error, StringComparison.Ordinal);
    }
}
