using System.Globalization;
using System.IO.Pipes;
using System.Text;
using Locket.Cli.Chat.Alerts;
using Locket.Cli.Chat.Faces;
using Locket.Cli.Chat.Talk;
using Locket.Cli.Commands;
using Locket.Cli.Terminal;
using Locket.Cli.Tests.Classic;
using Locket.Cli.Tests.Harness;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Chat.Talk;

/// <summary>A conversation over lines in a room that the test plays.</summary>
internal sealed class LineConversation : IAsyncDisposable
{
    private readonly AnonymousPipeServerStream _keyboard = new(PipeDirection.Out);
    private readonly AnonymousPipeClientStream _input;
    private readonly SecurityDesk _security = new(log: null, alert: null, new ChatMetrics());

    public LineConversation()
    {
        _input = new AnonymousPipeClientStream(PipeDirection.In, _keyboard.ClientSafePipeHandle);
    }

    public LineWriter Output { get; } = new();

    public LineWriter Error { get; } = new();

    public ScriptedRoom Room { get; } = new();

    public Task<ChatEnd> Start(Invitation invitation, out ChatTalk talk, TimeProvider? time = null, bool isMoved = false)
    {
        CommandConsole console = new(() => _input)
        {
            Output = Stream.Null,
            OutputText = Output,
            Error = Error,
            GetEnvironmentVariable = _ => null,
            PasswordPrompt = new ScriptedPrompt([]),
            WorkingDirectory = Path.GetTempPath(),
            Time = time ?? TimeProvider.System,
        };
        GlobalOptions global = new();
        System.CommandLine.RootCommand root = [global.Quiet, global.Verbose, global.NoProgress];
        LineFace face = new(new CommandRun(console, global, root.Parse([])), isJson: false);
        ChatSetup setup = new() { Console = console, Name = "Alice", Invitation = invitation, Security = _security, IsMoved = isMoved };
        ChatTalk conversation = new(Room, face, setup);
        talk = conversation;
        return Task.Run(() => conversation.RunAsync([], TestContext.Current.CancellationToken));
    }

    public void Type(string line) => _keyboard.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{line}\n")));

    public async ValueTask DisposeAsync()
    {
        await _keyboard.DisposeAsync();
        await _input.DisposeAsync();
        await _security.DisposeAsync();
        await Room.DisposeAsync();
    }
}
