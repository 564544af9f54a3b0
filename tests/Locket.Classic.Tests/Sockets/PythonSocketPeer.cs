using System.Diagnostics;
using System.Globalization;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Classic.Tests.Sockets;

/// <summary>tests/interop/classic/socket_peer.py as one side of a connection.</summary>
internal sealed class PythonSocketPeer : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;

    private PythonSocketPeer(Process process)
    {
        _process = process;
    }

    /// <summary>Starts it, or skips (with CI=true: fails) the calling test where its library is missing.</summary>
    public static async Task<PythonSocketPeer> StartAsync(params string[] arguments)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        if (!File.Exists(Python)
            || (await Peer.RunAsync(Python, ["-c", "import Cryptodome"], ReadOnlyMemory<byte>.Empty, stop)).ExitCode != 0)
        {
            Absent.SkipOrFail($"{Python} with the package Cryptodome is missing.");
        }

        ProcessStartInfo start = new(Python, ["-B", Repository.PathOf("tests", "interop", "classic", "socket_peer.py"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new PythonSocketPeer(Process.Start(start)!);
    }

    /// <summary>The port that a server chose.</summary>
    public async Task<int> PortAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(RunningServer.Patience);
        Assert.StartsWith("port ", line, StringComparison.Ordinal);
        return int.Parse(line.AsSpan("port ".Length), CultureInfo.InvariantCulture);
    }

    /// <summary>What else it says until it ends well.</summary>
    public async Task<string[]> EndAsync()
    {
        using CancellationTokenSource limit = new(RunningServer.Patience);
        Task<string> error = _process.StandardError.ReadToEndAsync(limit.Token);
        string output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        Assert.Equal((0, string.Empty), (_process.ExitCode, await error));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
