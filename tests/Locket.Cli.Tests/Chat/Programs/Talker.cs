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
    /// <summary>The token that a program finds in the variable TOKEN.</summary>
    public const string Token = "0123456789abcdefghij";

    private const string Python = "/usr/bin/python3";

    /// <summary>A bound for what never comes; not a measurement.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _folder;
    private readonly Process _process;
    private readonly StreamWriter _input;
    private readonly TalkerWords _words;
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();
    private readonly List<JsonElement> _all = [];
    private readonly Task<string> _error;
    private readonly Task _reading;
    private bool _isKilled;

    private Talker(string folder, string name, Process process)
    {
        _folder = folder;
        _process = process;

        // Kept: who types meanwhile must not find it missing once the process was disposed of.
        _input = process.StandardInput;
        _words = new TalkerWords(folder, name, process);
        _error = _words.ReadErrorAsync(TestContext.Current.CancellationToken);
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
            ["KEEP"] = "the folder's own",
            ["TOKEN"] = Token,
            ["OTHER_TOKEN"] = new string(Token.Reverse().ToArray()),
            ["XDG_STATE_HOME"] = Path.Join(folder, "state-" + name),
        };
        string[] line = [program.Path, "chat", .. args, "--password-env", "PW", "--json", "--name", name, "--receipt-delay", "0"];
        ProcessStartInfo start = program.StartInfo(line, folder, environment);
        start.StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        start.StandardOutputEncoding = Encoding.UTF8;
        return new Talker(folder, name, Process.Start(start)!);
    }

    /// <summary>The member that tests/interop/room has, written in Python from the specification alone.</summary>
    public static Talker StartPython(string folder, string name, string password, string invitation)
    {
        string script = Path.Join(Repository.Root, "tests", "interop", "room", "chat.py");
        ProcessStartInfo start = new(Python, [script, invitation, "--password-env", "PW", "--name", name, "--notice-delay", "0"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["PW"] = password;
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return new Talker(folder, name, Process.Start(start)!);
    }

    public void Type(string line)
    {
        _input.Write(line + "\n");
        _input.Flush();
    }

    /// <summary>Ends it as a power failure would, and reads what it still said.</summary>
    public async Task KillAsync()
    {
        _isKilled = true;
        _process.Kill(entireProcessTree: true);
        await EndAsync();
    }

    /// <summary>Empties <see cref="All"/>.</summary>
    public void Forget() => _all.Clear();

    public void EndInput() => _input.Close();

    /// <summary>As <see cref="WaitForAsync"/>, but it may have come before, among what was passed over.</summary>
    public async Task WaitForAnyTimeAsync(string name, string? text = null)
    {
        if (!_all.Exists(found => Is(found, name, text)))
        {
            await WaitForAsync(name, text);
        }
    }

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
                if (Is(found, name, text))
                {
                    return found;
                }
            }
        }
        catch (Exception failure) when (failure is ChannelClosedException or OperationCanceledException)
        {
            // On whose side it went wrong is only known to who sees both.
            Assert.Fail($"'{name}' {text} never came; there were:\n{string.Join('\n', _all)}\n{TalkerWords.OfAll(_folder)}");
            throw;
        }
    }

    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        try
        {
            await _reading.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"it never ended:\n{TalkerWords.OfAll(_folder)}");
        }

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

        // Not the writer: what a dead program did not take is nobody's.
        _input.BaseStream.Dispose();
    }

    private static bool Is(JsonElement found, string name, string? text)
        => string.Equals(found.GetProperty("event").GetString(), name, StringComparison.Ordinal)
            && (text is null || string.Equals(found.GetProperty("text").GetString(), text, StringComparison.Ordinal));

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            _words.Add(line);
            try
            {
                _events.Writer.TryWrite(JsonDocument.Parse(line).RootElement);
            }
            catch (JsonException) when (_isKilled)
            {
                // Half of a line: nobody was shown it.
            }
        }

        _events.Writer.Complete();
    }
}
