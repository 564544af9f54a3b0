using System.Globalization;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using Locket.Cli.Chat.Alerts;
using Locket.Cli.Chat.Faces;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Chat.Talk;
using Locket.Cli.Commands;
using Locket.Cli.Terminal;
using Locket.Cli.Tests.Classic;
using Locket.Cli.Tests.Harness;
using Locket.Client;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Chat.Talk;

/// <summary>A conversation over lines, as scripts have it, in a room that the test plays.</summary>
public sealed class ChatTalkTests : IAsyncDisposable
{
    private readonly AnonymousPipeServerStream _keyboard = new(PipeDirection.Out);
    private readonly AnonymousPipeClientStream _input;
    private readonly LineWriter _output = new();
    private readonly LineWriter _error = new();
    private readonly ScriptedRoom _room = new();
    private readonly SecurityDesk _security = new(log: null, alert: null, new ChatMetrics());

    public ChatTalkTests()
    {
        _input = new AnonymousPipeClientStream(PipeDirection.In, _keyboard.ClientSafePipeHandle);
    }

    private CommandConsole Console => new(() => _input)
    {
        Output = Stream.Null,
        OutputText = _output,
        Error = _error,
        GetEnvironmentVariable = _ => null,
        PasswordPrompt = new ScriptedPrompt([]),
        WorkingDirectory = Path.GetTempPath(),
    };

    [Fact]
    public async Task Run_LinesBehindAMove_AreForTheNextConversation()
    {
        _room.Add(ScriptedRoom.Bob, "Bob");
        LineFace face = Face(isJson: false);
        Task<ChatEnd> first = Start(out _, face: face);
        Type("/move Bob", "for the other room");
        Assert.Equal(ChatEnd.Moved, await first);
        Assert.DoesNotContain("text for the other room", _room.Calls, StringComparer.Ordinal);
        Task<ChatEnd> second = Start(out _, face: face);
        Type("typed later", "/quit");
        Assert.Equal(ChatEnd.Quit, await second);
        Assert.Equal(
            ["text for the other room", "text typed later"],
            _room.Calls.Where(call => call.StartsWith("text", StringComparison.Ordinal)),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Run_Messages_GoBothWaysAndAreMarkedRead()
    {
        _room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start(out _);
        Receive("hello\nBob: forged\e[2J", seq: 7);
        await _output.WaitForAsync("Bob: hello");
        Assert.Contains("  Bob: forged\\u{1b}[2J", await _output.WaitForAsync("forged"), StringComparison.Ordinal);
        Type("hi", "//slash", "   ", "EXIT!");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal(["read 7", "text hi", "text /slash", "leave"], _room.Calls);
    }

    [Fact]
    public async Task Run_Json_EveryEventIsAnObjectOnALine()
    {
        _room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start(out _, isJson: true);
        Receive("hello", seq: 7);
        _room.Happen(new SecurityEvent(SecurityEventKind.Replayed, ScriptedRoom.Bob, 9));
        await _output.WaitForAsync("replayed");
        Type("hi");
        await _output.WaitForAsync("\"stored\"");
        _room.Happen(new Read(1, ScriptedRoom.Bob));
        await _output.WaitForAsync("\"read\"");
        await _keyboard.DisposeAsync();
        Assert.Equal(ChatEnd.Quit, await talk);
        string[] lines = _output.All.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement[] events = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal("message security-event own sent stored read", string.Join(' ', events.Select(found => found.GetProperty("event").GetString())));
        Assert.Equal("hello", events[0].GetProperty("text").GetString());
        Assert.Equal("Bob", events[0].GetProperty("name").GetString());
        Assert.Equal(3105, events[1].GetProperty("id").GetInt32());
        Assert.All(events[2..], found => Assert.Equal(1, found.GetProperty("local").GetInt32()));
        Assert.Equal(101, events[4].GetProperty("seq").GetInt64());
        Assert.False(events[4].TryGetProperty("text", out _));
    }

    [Fact]
    public async Task Run_InputEndsWhileNobodyIsHere_WaitsUntilTheTextIsSent()
    {
        Task<ChatEnd> talk = Start(out _);
        Type("hello");
        await _keyboard.DisposeAsync();
        _room.Happen(new LinkNews(LinkState.Connected));
        await _error.WaitForAsync("waiting for somebody");
        Assert.False(talk.IsCompleted);
        _room.Happen(new TextSent(1, 1, 1, 0, new byte[16], 600, [ScriptedRoom.Bob]));
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal(["text hello", "leave"], _room.Calls);
    }

    [Fact]
    public async Task Run_MoreLinesThanMayWait_AreReadOnWhenThereIsRoomAndNoneIsLost()
    {
        const int Lines = 200;
        _room.MostWaiting = 10;
        Task<ChatEnd> talk = Start(out _, isJson: true);
        string[] lines = [.. Enumerable.Range(1, Lines).Select(number => string.Create(CultureInfo.InvariantCulture, $"line {number}"))];
        Task typing = Task.Run(() => Type(lines), TestContext.Current.CancellationToken);
        await _output.WaitForAsync("the input is read on");
        Assert.Equal(10, _room.Calls.Count);
        for (int sent = 0; sent < Lines;)
        {
            sent += _room.TrySendWaiting() ? 1 : 0;
            await Task.Yield();
        }

        await typing;
        await _keyboard.DisposeAsync();
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal([.. lines.Select(line => "text " + line), "leave"], _room.Calls);
        Assert.DoesNotContain("problem", _output.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TheRoomEndsByItself_EndsAndSaysWhy()
    {
        Task<ChatEnd> talk = Start(out ChatTalk conversation);
        IOException failure = new("the folder is gone");
        _room.Fail(failure);
        Assert.Equal(ChatEnd.Failed, await talk);
        Assert.Same(failure, conversation.Failure);
        Assert.Empty(_room.Calls);
    }

    [Fact]
    public async Task Run_AMessageThatSomeDoNotGet_IsSaid()
    {
        _room.Add(ScriptedRoom.Bob, "Bob");
        _room.Add(ScriptedRoom.Carol, "Carol");
        Task<ChatEnd> talk = Start(out _);
        _room.Happen(new TextReceived(
            ScriptedRoom.Bob, 7, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, IsClockOff: false, "psst", [ScriptedRoom.Carol]));
        await _error.WaitForAsync("this was not sent to Carol");
        Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
    }

    [Fact]
    public async Task Run_SendOfADeviceOrPipe_IsRefusedAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no device files");
        Task<ChatEnd> talk = Start(out _);
        Type("/send /dev/zero");
        await _error.WaitForAsync("/dev/zero is a pipe, socket or device");
        Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal(["leave"], _room.Calls);
    }

    [Fact]
    public async Task Run_RefusedBeforeAnybodyIsPaired_EndsWithWhatWasNotSent()
    {
        Task<ChatEnd> talk = Start(out ChatTalk conversation);
        Type("one", "two");
        _room.Happen(new LinkNews(LinkState.Connected));
        await _error.WaitForAsync("connected");
        await UntilAsync(() => _room.Calls.Count == 2);
        _room.Happen(new RefusedByPeer(ScriptedRoom.Bob, Talks: true));
        Assert.Equal(ChatEnd.WrongPassword, await talk);
        Assert.Equal(["one", "two"], conversation.Unsent);
        Assert.DoesNotContain("leave", _room.Calls, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Run_RefusedWhilePaired_IsShownAndChangesNothing()
    {
        _room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start(out _);
        _room.Happen(new RefusedByPeer(ScriptedRoom.Bob, Talks: true));
        await _error.WaitForAsync("your password is another one");
        Assert.False(talk.IsCompleted);
        Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
    }

    [Theory]
    [InlineData("/who", "Bob (b0b0b0b0): here")]
    [InlineData("/keys", "Bob: renewed 2 times")]
    [InlineData("/verify", "11111 22222 33333 44444 55555")]
    [InlineData("/verify bob", "11111 22222 33333 44444 55555")]
    [InlineData("/verify nobody", "nobody here is called 'nobody'")]
    [InlineData("/wire on", "frames are shown")]
    [InlineData("/wire maybe", "say /wire on or /wire off")]
    [InlineData("/send missing.txt", "there is no such file")]
    [InlineData("/save", "no file came")]
    [InlineData("/drop", "no file came")]
    [InlineData("/drop it", "say which file: /drop N")]
    [InlineData("/drop 7", "no file came yet")]
    [InlineData("/join", "nobody offered")]
    [InlineData("/help", "/unlock")]
    [InlineData("/nonsense", "there is no command '/nonsense'")]
    public async Task Run_Commands_AnswerOrSayWhatIsWrong(string command, string expected)
    {
        _room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start(out _);
        Type(command);
        await _error.WaitForAsync(expected);
        Type("/leave");
        Assert.Equal(ChatEnd.Left, await talk);
    }

    [Fact]
    public async Task Run_Commands_ReachTheRoom()
    {
        _room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start(out ChatTalk conversation);
        _room.Happen(new FileEnded(3, ScriptedRoom.Bob, 12));
        await _error.WaitForAsync("/save 1");
        Type("/unlock", "/pair Bob", "/save", "/save 1", "/move Bob");
        Assert.Equal(ChatEnd.Moved, await talk);
        Assert.Equal(["unlock", "pair b0b0b0b0", "save 3", "save 3", "move 1", "leave"], _room.Calls);
        Assert.StartsWith("locket://host/", conversation.Target!.Invitation.ToText(), StringComparison.Ordinal);
        Assert.Same(_room.OfferedPassword, conversation.Target.Password);
        conversation.Target.Password.Dispose();
    }

    [Fact]
    public async Task Run_RelayBeginsAnew_SaysWhatIsPerhapsLostAndMarksReadFromTheBegin()
    {
        _room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start(out _);
        Receive("before", seq: 70);
        Type("one", "two");
        await UntilAsync(() => _room.Calls.Contains("text two", StringComparer.Ordinal));
        _room.Happen(new Delivered(1, ScriptedRoom.Bob));
        _room.Happen(new LogBegunAnew(1, 0));
        await _error.WaitForAsync("the relay begins anew");
        await _error.WaitForAsync("1 message of yours that the relay had and nobody has confirmed: perhaps lost");
        Receive("after", seq: 3);
        await _output.WaitForAsync("Bob: after");
        await UntilAsync(() => _room.Calls.Contains("read 3", StringComparer.Ordinal));
        Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
    }

    [Fact]
    public async Task Run_HistoryThatWasPerhapsNotShown_IsShownAndMarkedRead()
    {
        _room.Add(ScriptedRoom.Bob, "Bob");
        _room.History = [Heard("seen", 5), Heard("perhaps not", 6)];
        _room.UnseenCount = 1;
        Task<ChatEnd> talk = Start(out _);
        await _error.WaitForAsync("from before, perhaps not seen yet: Bob: perhaps not");
        Type("hi", "/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Contains("read 6", _room.Calls, StringComparer.Ordinal);
        Assert.DoesNotContain("Bob: seen", _error.All + _output.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RelayRefusesForGood_Ends()
    {
        Task<ChatEnd> talk = Start(out ChatTalk conversation);
        _room.Happen(new LinkNews(LinkState.Refused, "unauthorized"));
        Assert.Equal((ChatEnd.Refused, "unauthorized"), (await talk, conversation.Refusal));
    }

    public async ValueTask DisposeAsync()
    {
        await _keyboard.DisposeAsync();
        await _input.DisposeAsync();
        await _security.DisposeAsync();
        await _room.DisposeAsync();
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        while (!isSo())
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private LineFace Face(bool isJson)
    {
        GlobalOptions global = new();
        System.CommandLine.RootCommand root = [global.Quiet, global.Verbose, global.NoProgress];
        return new LineFace(new CommandRun(Console, global, root.Parse([])), isJson);
    }

    private Task<ChatEnd> Start(out ChatTalk talk, bool isJson = false, LineFace? face = null)
    {
        face ??= Face(isJson);
        ChatSetup setup = new()
        {
            Console = Console,
            Name = "Alice",
            Invitation = new Invitation { Host = "host", Code = RoomCode.Generate() },
            Security = _security,
        };
        ChatTalk conversation = new(_room, face, setup);
        talk = conversation;
        return Task.Run(() => conversation.RunAsync([], TestContext.Current.CancellationToken));
    }

    private static HistoryItem Heard(string text, long seq) => new()
    {
        Kind = HistoryKind.TextReceived,
        From = ScriptedRoom.Bob,
        Seq = seq,
        Time = DateTimeOffset.UnixEpoch,
        Text = text,
    };

    private void Receive(string text, long seq) => _room.Happen(new TextReceived(
        ScriptedRoom.Bob, seq, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, IsClockOff: false, text, []));

    private void Type(params string[] lines)
    {
        foreach (string line in lines)
        {
            _keyboard.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{line}\n")));
        }
    }
}
