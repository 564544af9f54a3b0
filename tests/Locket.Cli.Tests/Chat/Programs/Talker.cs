using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Chat.Programs;

/// <summary>A <c>locket chat --json</c> of the published program, as a script drives it.</summary>
internal sealed class Talker : IDisposable
{
    /// <summary>A bound for what never comes; not a measurement.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();
    private readonly List<JsonElement> _all = [];
    private readonly Task<string> _error;
    private readonly Task _reading;

    private Talker(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        _reading = ReadAsync();
    }

    /// <summary>Everything that was read so far.</summary>
    public IReadOnlyList<JsonElement> All => _all;

    /// <param name="folder">Where; its state is kept there, too.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="password">The room's password.</param>
    /// <param name="args">Behind <c>locket chat</c>.</param>
    public static async Task<Talker> StartAsync(string folder, string name, string password, params string[] args)
    {
        PublishedProgram program = await PublishedProgram.GetAsync();
        Dictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["PW"] = password,
            ["XDG_STATE_HOME"] = Path.Join(folder, "state-" + name),
        };
        string[] line = [program.Path, "chat", .. args, "--password-env", "PW", "--json", "--name", name, "--receipt-delay", "0"];
        ProcessStartInfo start = program.StartInfo(line, folder, environment);
        start.StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        start.StandardOutputEncoding = Encoding.UTF8;
        return new Talker(Process.Start(start)!);
    }

    public void Type(string line)
    {
        _process.StandardInput.Write(line + "\n");
        _process.StandardInput.Flush();
    }

    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Passes over events until this one.</summary>
    public async Task<JsonElement> WaitForAsync(string name, string? text = null)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            while (true)
            {
                JsonElement found = await _events.Reader.ReadAsync(limit.Token);
                _all.Add(found);
                if (string.Equals(found.GetProperty("event").GetString(), name, StringComparison.Ordinal)
                    && (text is null || string.Equals(found.GetProperty("text").GetString(), text, StringComparison.Ordinal)))
                {
                    return found;
                }
            }
        }
        catch (Exception failure) when (failure is ChannelClosedException or OperationCanceledException)
        {
            string said = _process.HasExited ? await _error : string.Empty;
            Assert.Fail($"'{name}' {text} never came; there were:\n{string.Join('\n', _all)}\n{said}");
            throw;
        }
    }

    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        await _reading.WaitAsync(Patience, TestContext.Current.CancellationToken);
        while (_events.Reader.TryRead(out JsonElement found))
        {
            _all.Add(found);
        }

        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            _events.Writer.TryWrite(JsonDocument.Parse(line).RootElement);
        }

        _events.Writer.Complete();
    }
}
