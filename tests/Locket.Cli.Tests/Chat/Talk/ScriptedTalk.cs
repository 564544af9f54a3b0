using System.IO.Pipes;
using System.Text;
using Locket.Cli.Chat.Alerts;
using Locket.Cli.Chat.Faces;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Chat.Talk;
using Locket.Cli.Commands;
using Locket.Cli.Terminal;
using Locket.Cli.Tests.Classic;
using Locket.Cli.Tests.Harness;
using Locket.Relay.Tests.TestSupport;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Chat.Talk;

/// <summary>A conversation by lines in a room that the test plays, under a clock that the test moves.</summary>
internal sealed class ScriptedTalk : IAsyncDisposable
{
    private readonly AnonymousPipeServerStream _keyboard = new(PipeDirection.Out);
    private readonly AnonymousPipeClientStream _input;
    private readonly SecurityDesk _security = new(log: null, alert: null, new ChatMetrics());
    private ChatTalk? _talk;

    public ScriptedTalk()
    {
        _input = new AnonymousPipeClientStream(PipeDirection.In, _keyboard.ClientSafePipeHandle);
    }

    public ScriptedRoom Room { get; } = new();

    public LineWriter Output { get; } = new();

    public LineWriter Error { get; } = new();

    public ManualTime Time { get; } = new();

    public ChatTalk Talk => _talk!;

    /// <summary>As a script that joined with an invitation has it.</summary>
    public ChatSetup Setup => new()
    {
        Console = new CommandConsole(() => _input)
        {
            Output = Stream.Null,
            OutputText = Output,
            Error = Error,
            GetEnvironmentVariable = _ => null,
            PasswordPrompt = new ScriptedPrompt([]),
            WorkingDirectory = Path.GetTempPath(),
            Time = Time,
        },
        Name = "Alice",
        Invitation = new Invitation { Host = "host", Code = RoomCode.Generate(), Pin = new byte[32] },
        Security = _security,
    };

    public Task<ChatEnd> Start(ChatSetup setup, bool isJson = false) => Start(setup, Face(setup, isJson));

    /// <summary>With a face of its own, which may have served another conversation before.</summary>
    public Task<ChatEnd> Start(ChatSetup setup, LineFace face)
    {
        ChatTalk talk = new(Room, face, setup);
        _talk = talk;
        return Task.Run(() => talk.RunAsync([], TestContext.Current.CancellationToken));
    }

    public static LineFace Face(ChatSetup setup, bool isJson = false) => new(Run(setup.Console), isJson);

    /// <summary>What is said after the conversation.</summary>
    public bool Report(ChatSetup setup, bool isJson = false, bool isKept = false)
        => UnsentReport.Tell(Run(setup.Console), isJson, Talk.Own, isKept);

    public void Connect() => Room.Happen(new LinkNews(LinkState.Connected));

    public void Type(params string[] lines)
    {
        foreach (string line in lines)
        {
            _keyboard.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
    }

    public ValueTask EndInputAsync() => _keyboard.DisposeAsync();

    /// <summary>Lets time pass until the conversation is over; whenever its timers begin.</summary>
    public async Task<ChatEnd> PassUntilOverAsync(Task<ChatEnd> talk, TimeSpan step)
    {
        await UntilAsync(() =>
        {
            Time.Advance(step);
            return talk.IsCompleted;
        });
        return await talk;
    }

    public static async Task UntilAsync(Func<bool> isSo)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(5));
        while (!isSo())
        {
            await Task.Delay(5, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _keyboard.DisposeAsync();
        await _input.DisposeAsync();
        await _security.DisposeAsync();
        await Room.DisposeAsync();
    }

    private static CommandRun Run(CommandConsole console)
    {
        GlobalOptions global = new();
        System.CommandLine.RootCommand root = [global.Quiet, global.Verbose, global.NoProgress];
        return new CommandRun(console, global, root.Parse([]));
    }
}
