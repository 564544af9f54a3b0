using System.Globalization;
using System.IO.Pipes;
using System.Text;
using Locket.Cli.Terminal;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Classic;

/// <summary>A <c>locket classic serve</c> in this process, on a free port, that a test reads, types to and stops.</summary>
internal sealed class ServeHarness : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AnonymousPipeServerStream _keyboard = new(PipeDirection.Out);
    private readonly AnonymousPipeClientStream _input;
    private Task<int> _run = Task.FromResult(0);
    private int? _exitCode;

    private ServeHarness()
    {
        _input = new AnonymousPipeClientStream(PipeDirection.In, _keyboard.ClientSafePipeHandle);
    }

    public LineWriter Output { get; } = new();

    public LineWriter Error { get; } = new();

    public string Port { get; private set; } = string.Empty;

    public static async Task<ServeHarness> StartAsync(string scheme, string secret, params string[] options)
    {
        ServeHarness serve = new();
        CommandConsole console = new(() => serve._input)
        {
            Output = Stream.Null,
            OutputText = serve.Output,
            Error = serve.Error,
            GetEnvironmentVariable = name => string.Equals(name, "SECRET", StringComparison.Ordinal) ? secret : null,
            PasswordPrompt = new ScriptedPrompt([]),
            WorkingDirectory = Path.GetTempPath(),
        };
        string[] args = ["classic", "serve", "--scheme", scheme, "--port", "0", "--password-env", "SECRET", .. options];
        serve._run = Task.Run(() => CommandLine.RunAsync(args, console, serve._stop.Token));
        string line = await serve.Error.WaitForAsync("listening on 127.0.0.1:");
        serve.Port = line.Split("127.0.0.1:")[1].Split(';')[0];
        Assert.True(int.Parse(serve.Port, CultureInfo.InvariantCulture) > 0);
        return serve;
    }

    public void Type(string line) => _keyboard.Write(Encoding.UTF8.GetBytes(line + "\n"));

    public void EndInput() => _keyboard.Dispose();

    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        _exitCode ??= await _run.WaitAsync(TimeSpan.FromMinutes(5));
        return _exitCode.Value;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _keyboard.DisposeAsync();
        await _input.DisposeAsync();
        _stop.Dispose();
    }
}
