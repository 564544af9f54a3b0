using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Relay.Tests.TestSupport;

/// <summary>tests/interop/room/chat.py as a member of a room.</summary>
internal sealed class PythonMember : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;

    private PythonMember(Process process) => _process = process;

    /// <summary>Starts it, or skips (with CI=true: fails) the calling test where Python or its packages are missing.</summary>
    public static async Task<PythonMember> StartAsync(string invitation, string password, string name)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        if (!File.Exists(Python)
            || (await Peer.RunAsync(Python, ["-c", "import cryptography, argon2"], ReadOnlyMemory<byte>.Empty, stop)).ExitCode != 0)
        {
            Absent.SkipOrFail($"{Python} with the packages cryptography and argon2 is missing.");
        }

        string program = Repository.PathOf("tests", "interop", "room", "chat.py");
        string[] options = ["--password-env", "ROOM_PASSWORD", "--name", name, "--notice-delay", "0"];
        ProcessStartInfo start = new(Python, ["-B", program, invitation, .. options])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ROOM_PASSWORD"] = password;
        return new PythonMember(Process.Start(start)!);
    }

    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the next event of a kind; those before it are passed over.</summary>
    public async Task<JsonNode> WaitForAsync(string kind)
    {
        while (true)
        {
            string? line = await _process.StandardOutput
                .ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(RunningRelay.Patience);
            Assert.NotNull(line);
            JsonNode happened = JsonNode.Parse(line) ?? throw new JsonException("not an event");
            if (string.Equals((string?)happened["event"], kind, StringComparison.Ordinal))
            {
                return happened;
            }
        }
    }

    /// <summary>Ends its input, which is leaving, and waits for its end.</summary>
    public async Task LeaveAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(RunningRelay.Patience);
        Assert.Equal(0, _process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
