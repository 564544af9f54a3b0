using System.Globalization;
using System.Text.Json;
using Locket.Cli.Chat.Faces;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Chat.Talk;
using Locket.Client;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Chat.Talk;

/// <summary>A conversation over lines, as scripts have it, in a room that the test plays.</summary>
public sealed class ChatTalkTests : IAsyncDisposable
{
    private readonly ScriptedTalk _stage = new();

    private ScriptedRoom Room => _stage.Room;

    [Fact]
    public async Task Run_LinesBehindAMove_AreForTheNextConversation()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        LineFace face = ScriptedTalk.Face(_stage.Setup);
        Task<ChatEnd> first = _stage.Start(_stage.Setup, face);
        _stage.Type("/move Bob", "for the other room");
        Assert.Equal(ChatEnd.Moved, await first);
        Assert.DoesNotContain("text for the other room", Room.Calls, StringComparer.Ordinal);
        Task<ChatEnd> second = _stage.Start(_stage.Setup, face);
        _stage.Type("typed later", "/quit");
        Assert.Equal(ChatEnd.Quit, await second);
        Assert.Equal(
            ["text for the other room", "text typed later"],
            Room.Calls.Where(call => call.StartsWith("text", StringComparison.Ordinal)),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Run_Messages_GoBothWaysAndAreMarkedRead()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start();
        Receive("hello\nBob: forged\e[2J", seq: 7);
        await _stage.Output.WaitForAsync("Bob: hello");
        Assert.Contains("  Bob: forged\\u{1b}[2J", await _stage.Output.WaitForAsync("forged"), StringComparison.Ordinal);
        _stage.Type("hi", "//slash", "   ", "EXIT!");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal(["read 7", "text hi", "text /slash", "leave"], Room.Calls);
    }

    [Fact]
    public async Task Run_Json_EveryEventIsAnObjectOnALine()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start(isJson: true);
        Receive("hello", seq: 7);
        Room.Happen(new SecurityEvent(SecurityEventKind.Replayed, ScriptedRoom.Bob, 9));
        await _stage.Output.WaitForAsync("replayed");
        _stage.Type("hi");
        await _stage.Output.WaitForAsync("\"stored\"");
        Room.Happen(new Read(1, ScriptedRoom.Bob));
        await _stage.Output.WaitForAsync("\"read\"");
        await _stage.EndInputAsync();
        Assert.Equal(ChatEnd.Quit, await talk);
        string[] lines = _stage.Output.All.Split('\n', StringSplitOptions.RemoveEmptyEntries);
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
        Task<ChatEnd> talk = Start();
        _stage.Type("hello");
        await _stage.EndInputAsync();
        Room.Happen(new LinkNews(LinkState.Connected));
        await ScriptedTalk.UntilAsync(() =>
        {
            _stage.Time.Advance(TimeSpan.FromSeconds(1));
            return _stage.Error.All.Contains("waiting for somebody", StringComparison.Ordinal);
        });
        Assert.False(talk.IsCompleted);
        Room.Happen(new TextSent(1, 1, 1, 0, new byte[16], 600, [ScriptedRoom.Bob]));
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal(["text hello", "leave"], Room.Calls);
    }

    [Fact]
    public async Task Run_MoreLinesThanMayWait_AreReadOnWhenThereIsRoomAndNoneIsLost()
    {
        const int Lines = 200;
        Room.MostWaiting = 10;
        Task<ChatEnd> talk = Start(isJson: true);
        string[] lines = [.. Enumerable.Range(1, Lines).Select(number => string.Create(CultureInfo.InvariantCulture, $"line {number}"))];
        Task typing = Task.Run(() => _stage.Type(lines), TestContext.Current.CancellationToken);
        await _stage.Output.WaitForAsync("the input is read on");
        Assert.Equal(10, Room.Calls.Count);
        for (int sent = 0; sent < Lines;)
        {
            sent += Room.TrySendWaiting() ? 1 : 0;
            await Task.Yield();
        }

        await typing;
        await _stage.EndInputAsync();
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal([.. lines.Select(line => "text " + line), "leave"], Room.Calls);
        Assert.DoesNotContain("problem", _stage.Output.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TheRoomEndsByItself_EndsAndSaysWhy()
    {
        Task<ChatEnd> talk = Start();
        IOException failure = new("the folder is gone");
        Room.Fail(failure);
        Assert.Equal(ChatEnd.Failed, await talk);
        Assert.Same(failure, _stage.Talk.Failure);
        Assert.Empty(Room.Calls);
    }

    [Fact]
    public async Task Run_AMessageThatSomeDoNotGet_IsSaid()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Room.Add(ScriptedRoom.Carol, "Carol");
        Task<ChatEnd> talk = Start();
        Room.Happen(new TextReceived(
            ScriptedRoom.Bob, 7, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, IsClockOff: false, "psst", [ScriptedRoom.Carol]));
        await _stage.Error.WaitForAsync("this was not sent to Carol");
        _stage.Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
    }

    [Fact]
    public async Task Run_SendOfADeviceOrPipe_IsRefusedAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no device files");
        Task<ChatEnd> talk = Start();
        _stage.Type("/send /dev/zero");
        await _stage.Error.WaitForAsync("locket: /dev/zero is a pipe, socket or device");
        _stage.Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal(["leave"], Room.Calls);
    }

    [Theory]
    [InlineData("/who", "Bob (b0b0b0b0): here")]
    [InlineData("/keys", "Bob: renewed 2 times")]
    [InlineData("/verify", "11111 22222 33333 44444 55555")]
    [InlineData("/verify bob", "11111 22222 33333 44444 55555")]
    [InlineData("/verify nobody", "nobody here is called 'nobody'")]
    [InlineData("/wire on", "frames are shown")]
    [InlineData("/wire maybe", "say /wire on or /wire off")]
    [InlineData("/send missing.txt", "missing.txt cannot be sent: there is no such file")]
    [InlineData("/send missing/missing.txt", "missing.txt cannot be sent: there is no such file")]
    [InlineData("/save", "no file came")]
    [InlineData("/drop", "no file came")]
    [InlineData("/drop it", "say which file: /drop N")]
    [InlineData("/drop 7", "no file came yet")]
    [InlineData("/join", "nobody offered")]
    [InlineData("/help", "/unlock")]
    [InlineData("/nonsense", "there is no command '/nonsense'")]
    public async Task Run_Commands_AnswerOrSayWhatIsWrong(string command, string expected)
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start();
        _stage.Type(command);
        await _stage.Error.WaitForAsync(expected);
        _stage.Type("/leave");
        Assert.Equal(ChatEnd.Left, await talk);
    }

    [Fact]
    public async Task Run_SaveWhereNothingCanBeWritten_SaysWhatWhereAndWhy()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start();
        Room.Happen(new FileEnded(3, ScriptedRoom.Bob, 12));
        await _stage.Error.WaitForAsync("/save 1");
        string folder = Path.GetTempPath();
        foreach ((Exception failure, string why) in ((Exception, string)[])[
            (new UnauthorizedAccessException(), "permission denied"),
            (new FileNotFoundException("gone", ".locket-0123.partial"), "nothing can be written there")])
        {
            Room.SaveFailure = failure;
            _stage.Type($"/save {folder}");
            await _stage.Error.WaitForAsync($"the file cannot be saved in {folder}: {why}");
        }

        Assert.DoesNotContain(".partial", _stage.Error.All, StringComparison.Ordinal);
        _stage.Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
    }

    [Fact]
    public async Task Run_Commands_ReachTheRoom()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start();
        Room.Happen(new FileEnded(3, ScriptedRoom.Bob, 12));
        await _stage.Error.WaitForAsync("/save 1");
        _stage.Type("/unlock", "/pair Bob", "/save", "/save 1", "/move Bob");
        Assert.Equal(ChatEnd.Moved, await talk);
        Assert.Equal(["unlock", "pair b0b0b0b0", "save 3", "save 3", "move 1", "leave"], Room.Calls);
        Assert.StartsWith("locket://host/", _stage.Talk.Target!.Invitation.ToText(), StringComparison.Ordinal);
        Assert.Same(Room.OfferedPassword, _stage.Talk.Target.Password);
        _stage.Talk.Target.Password.Dispose();
    }

    [Fact]
    public async Task Run_RelayBeginsAnew_SaysWhatIsPerhapsLostAndMarksReadFromTheBegin()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start();
        Receive("before", seq: 70);
        _stage.Type("one", "two");
        await ScriptedTalk.UntilAsync(() => Room.Calls.Contains("text two", StringComparer.Ordinal));
        Room.Happen(new LogBegunAnew(1, 0));
        Room.Happen(new PerhapsLost([2]));
        await _stage.Error.WaitForAsync("the relay begins anew");
        await _stage.Error.WaitForAsync("1 message of yours that the relay had and not everybody has confirmed: perhaps lost");
        Receive("after", seq: 3);
        await _stage.Output.WaitForAsync("Bob: after");
        await ScriptedTalk.UntilAsync(() => Room.Calls.Contains("read 3", StringComparer.Ordinal));
        _stage.Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
    }

    [Fact]
    public async Task Run_HistoryThatWasPerhapsNotShown_IsShownAndMarkedRead()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Room.History = [Heard("seen", 5), Heard("perhaps not", 6)];
        Room.UnseenCount = 1;
        Task<ChatEnd> talk = Start();
        await _stage.Error.WaitForAsync("from before, perhaps not seen yet: Bob: perhaps not");
        _stage.Type("hi", "/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Contains("read 6", Room.Calls, StringComparer.Ordinal);
        Assert.DoesNotContain("Bob: seen", _stage.Error.All + _stage.Output.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RelayRefusesForGood_Ends()
    {
        Task<ChatEnd> talk = Start();
        Room.Happen(new LinkNews(LinkState.Refused, "unauthorized"));
        Assert.Equal((ChatEnd.Refused, "unauthorized"), (await talk, _stage.Talk.Refusal));
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private Task<ChatEnd> Start(bool isJson = false) => _stage.Start(_stage.Setup, isJson);

    private static HistoryItem Heard(string text, long seq) => new()
    {
        Kind = HistoryKind.TextReceived,
        From = ScriptedRoom.Bob,
        Seq = seq,
        Time = DateTimeOffset.UnixEpoch,
        Text = text,
    };

    private void Receive(string text, long seq) => Room.Happen(new TextReceived(
        ScriptedRoom.Bob, seq, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, IsClockOff: false, text, []));
}
