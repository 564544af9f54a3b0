using Locket.Cli.Chat.Rooms;
using Locket.Cli.Chat.Talk;
using Locket.Cli.Errors;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Chat.Talk;

/// <summary>No end throws away what was written without a word, and none is waited for for ever where something can be said.</summary>
public sealed class ChatTalkEndTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ScriptedTalk _stage = new();

    [Theory]
    [InlineData("EXIT!", "Quit")]
    [InlineData("/quit", "Quit")]
    [InlineData("/leave", "Left")]
    public async Task Run_ScriptEndsWhileNobodyIsHere_WaitsUntilItsTextIsSent(string command, string expected)
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Connect();
        _stage.Type("hello", command, "behind the end");
        await ScriptedTalk.UntilAsync(() =>
        {
            _stage.Time.Advance(Second);
            return _stage.Error.All.Contains("waiting for somebody", StringComparison.Ordinal);
        });
        Assert.False(talk.IsCompleted);
        _stage.Room.Happen(Sent(1));
        _stage.Room.Happen(new EntryStored(1, 5));
        Assert.Equal(expected, (await talk).ToString());
        Assert.Equal(["text hello", "leave"], _stage.Room.Calls);
        Assert.False(_stage.Report(_stage.Setup));
        Assert.Equal(2, _stage.Error.All.Split("waiting for somebody").Length);
    }

    [Fact]
    public async Task Run_PersonEndsWhileNobodyIsHere_IsAskedOnceAndToldWhatIsLost()
    {
        ChatSetup setup = _stage.Setup with { AsksPerson = true };
        Task<ChatEnd> talk = _stage.Start(setup);
        _stage.Connect();
        _stage.Type("hello", "hi", "EXIT!");
        await _stage.Error.WaitForAsync("2 messages were not sent yet; say it again to end without them");
        _stage.Type("/who", "EXIT!");
        await _stage.Error.WaitForAsync("2 messages were not sent yet");
        Assert.False(talk.IsCompleted);
        _stage.Type("EXIT!");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.True(_stage.Report(setup, isJson: true));
        Assert.Contains("locket: 2 messages were never sent: nobody was there to get them", _stage.Error.All, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"unsent\"", await _stage.Output.WaitForAsync("hello"), StringComparison.Ordinal);
        Assert.Contains("\"local\":2", await _stage.Output.WaitForAsync("hi"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PersonEndsKeptRoom_NothingIsLostAndNothingAsked()
    {
        ChatSetup setup = _stage.Setup with { AsksPerson = true, IsKept = true };
        Task<ChatEnd> talk = _stage.Start(setup);
        _stage.Connect();
        _stage.Type("hello", "/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.False(_stage.Report(setup, isKept: true));
        Assert.Contains("1 message was kept, to be sent when you come back", _stage.Error.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PersonEndsKeptRoomWhileTheRelayIsAway_EndsAtOnce()
    {
        ChatSetup setup = _stage.Setup with { AsksPerson = true, IsKept = true };
        _stage.Room.IsReachable = false;
        Task<ChatEnd> talk = _stage.Start(setup);
        _stage.Connect();
        _stage.Room.Happen(new LinkNews(LinkState.Lost, "the connection was lost", Second));
        await _stage.Error.WaitForAsync("the connection was lost");
        _stage.Type("hello", "/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal(["text hello"], _stage.Room.Calls);
        Assert.True(_stage.Talk.IsConfirmed);
    }

    [Fact]
    public async Task Run_PersonEndsAndTheRelaySaysNothing_IsToldWhatIsWaitedFor()
    {
        _stage.Room.IsReachable = false;
        Task<ChatEnd> talk = _stage.Start(_stage.Setup with { AsksPerson = true });
        _stage.Connect();
        _stage.Type("/quit");
        await ScriptedTalk.UntilAsync(() =>
        {
            _stage.Time.Advance(Second);
            return _stage.Error.All.Contains("waiting until the relay has everything; Ctrl-C ends at once", StringComparison.Ordinal);
        });
        Assert.False(talk.IsCompleted);
    }

    [Fact]
    public async Task Run_RelayRefusesForGood_TellsWhatItDidNotConfirm()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Type("hello", "hi");
        await ScriptedTalk.UntilAsync(() => _stage.Room.Calls.Count == 2);
        _stage.Room.Happen(Sent(1));
        _stage.Room.Happen(new LinkNews(LinkState.Refused, "somebody else answers there"));
        Assert.Equal(ChatEnd.Refused, await talk);
        Assert.True(_stage.Report(_stage.Setup));
        Assert.Contains("1 message was never sent: nobody was there to get it", _stage.Error.All, StringComparison.Ordinal);
        Assert.Contains("1 message was not confirmed by the relay and may be lost", _stage.Error.All, StringComparison.Ordinal);
        Assert.DoesNotContain("kept and sent later", _stage.Error.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "the relay was not reached within 7 s: no route; there")]
    [InlineData(true, "nobody came within 7 s")]
    public async Task Run_NobodyComesInTime_EndsAndSaysWhy(bool isConnected, string expected)
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup with { Wait = TimeSpan.FromSeconds(7) });
        _stage.Type("hello");
        _stage.Room.Happen(isConnected ? new LinkNews(LinkState.Connected) : new LinkNews(LinkState.Lost, "no route; there", Second));
        await _stage.Error.WaitForAsync("relay");
        Assert.Equal(ChatEnd.GaveUp, await _stage.PassUntilOverAsync(talk, Second));
        Assert.Equal(expected, _stage.Talk.Problem!.Message);
        Assert.Equal(ExitCode.Failure, _stage.Talk.Problem.Code);
    }

    [Fact]
    public async Task Run_SomebodyCameInTime_GoesOn()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup with { Wait = TimeSpan.FromSeconds(7) });
        _stage.Connect();
        _stage.Room.Add(ScriptedRoom.Bob, "Bob");
        _stage.Room.Happen(new Paired(ScriptedRoom.Bob));
        await _stage.Error.WaitForAsync("Bob is here");
        _stage.Time.Advance(TimeSpan.FromSeconds(100));
        _stage.Type("hello");
        await ScriptedTalk.UntilAsync(() => _stage.Room.Calls.Count == 1);
        Assert.False(talk.IsCompleted);
        await _stage.EndInputAsync();
        Assert.Equal(ChatEnd.Quit, await talk);
    }

    [Fact]
    public async Task Run_ScriptLockedFromBefore_EndsWithAWayOut()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Room.Happen(new Locked());
        _stage.Connect();
        await _stage.Error.WaitForAsync("3 wrong passwords were tried from this machine; /unlock takes them again");
        Assert.Equal(ChatEnd.GaveUp, await _stage.PassUntilOverAsync(talk, Second));
        Assert.Equal(ExitCode.NoSlotOpens, _stage.Talk.Problem!.Code);
        Assert.Contains("/unlock", _stage.Talk.Problem.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Run_LockedWhereSomebodyCanUnlock_GoesOn(bool isHost, bool asksPerson)
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup with { IsHost = isHost, AsksPerson = asksPerson });
        _stage.Room.Happen(new Locked());
        await _stage.Error.WaitForAsync("/unlock");
        _stage.Room.Happen(new LinkNews(LinkState.Connected));
        await _stage.Error.WaitForAsync("connected");
        _stage.Time.Advance(TimeSpan.FromMinutes(1));
        _stage.Type("/unlock", "/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal(["unlock", "leave"], _stage.Room.Calls);
    }

    [Fact]
    public async Task Run_OtherKeySizeByAddress_SaysWhichOptionAndEnds()
    {
        ChatSetup setup = _stage.Setup with { Invitation = new Invitation { Host = "host", Code = RoomCode.Classic } };
        Task<ChatEnd> talk = _stage.Start(setup);
        _stage.Room.Happen(new OtherSuite(ScriptedRoom.Bob));
        Assert.Equal(ChatEnd.GaveUp, await _stage.PassUntilOverAsync(talk, Second));
        Assert.Equal((ExitCode.Usage, "this room uses AES-128: add --aes128"), (_stage.Talk.Problem!.Code, _stage.Talk.Problem.Message));
    }

    [Fact]
    public async Task Run_SomebodyElseMistookTheKeySizeByAddress_SaysNothing()
    {
        ChatSetup setup = _stage.Setup with { Invitation = new Invitation { Host = "host", Code = RoomCode.Classic } };
        Task<ChatEnd> talk = _stage.Start(setup);
        _stage.Room.Happen(new OtherSuite(ScriptedRoom.Bob));
        _stage.Room.Add(ScriptedRoom.Bob, "Bob");
        _stage.Room.Happen(new Paired(ScriptedRoom.Bob));
        await _stage.Error.WaitForAsync("Bob is here");
        _stage.Time.Advance(TimeSpan.FromMinutes(1));
        _stage.Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.DoesNotContain("aes128", _stage.Error.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OtherKeySizeAtHost_NamesBothAndGoesOn()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup with { IsHost = true });
        _stage.Room.Happen(new OtherSuite(ScriptedRoom.Bob));
        await _stage.Error.WaitForAsync("somebody wants to join with AES-128 and cannot: this room uses AES-256");
        _stage.Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
    }

    [Fact]
    public async Task Run_RelayNeverReached_EndsWithoutAGoodbyeThatNobodyHears()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Room.IsReachable = false;
        _stage.Room.Happen(new LinkNews(LinkState.Lost, "cannot reach nosuch.invalid:443", Second));
        await _stage.Error.WaitForAsync("check the address and that the host is running");
        _stage.Type("EXIT!");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Empty(_stage.Room.Calls);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private static TextSent Sent(long local) => new(local, 1, 1, 0, new byte[16], 600, [ScriptedRoom.Bob]);
}
