using Locket.Cli.Chat.Rooms;
using Locket.Cli.Chat.Talk;
using Locket.Client;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Chat.Talk;

/// <summary>What a conversation by lines says of what happens, and what it does not say twice.</summary>
public sealed class ChatTalkShownTests : IAsyncDisposable
{
    private readonly ScriptedTalk _stage = new();

    [Fact]
    public async Task Run_ConnectionComesAndGoes_EachReasonIsToldOnce()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        foreach (string reason in new[] { "first", "first", "second", "first" })
        {
            _stage.Room.Happen(new LinkNews(LinkState.Lost, reason, TimeSpan.FromSeconds(1)));
        }

        _stage.Connect();
        _stage.Room.Happen(new LinkNews(LinkState.Lost, "first", TimeSpan.FromSeconds(1)));
        await _stage.Error.WaitForAsync("kept and sent later");
        _stage.Type("/quit");
        await talk;
        Assert.Equal(
            """
            locket: no connection to the relay: first; check the address and that the host is running; it is tried again
            locket: no connection to the relay: second; check the address and that the host is running; it is tried again
            locket: connected to the relay
            locket: no connection to the relay: first; what you write is kept and sent later

            """,
            _stage.Error.All);
    }

    [Fact]
    public async Task Run_SomeoneGetsNoCopy_TheWriterIsToldOnceAndJsonAlways()
    {
        _stage.Room.Add(ScriptedRoom.Bob, "Bob");
        _stage.Room.Add(MemberId.FromBytes([.. Enumerable.Repeat((byte)0xCA, 16)]), "Carol", isAway: true);
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Connect();
        _stage.Type("hello", "hi");
        await _stage.EndInputAsync();
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal(2, _stage.Error.All.Split("not sent to Carol").Length);
    }

    [Fact]
    public async Task Run_SomeoneTakesAnotherName_IsNotShownAsSomebodyWhoCame()
    {
        _stage.Room.Add(ScriptedRoom.Bob, string.Empty);
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Room.Happen(new Paired(ScriptedRoom.Bob));
        _stage.Connect();
        await _stage.Error.WaitForAsync("connected");
        foreach (string name in (string[])["Bob", "Carol"])
        {
            _stage.Room.Add(ScriptedRoom.Bob, name);
            _stage.Room.Happen(new Named(ScriptedRoom.Bob, name));
            _stage.Room.Happen(new Named(ScriptedRoom.Bob, name));
            await _stage.Error.WaitForAsync(name);
        }

        Assert.Contains("Bob is called Carol from now on", _stage.Error.All, StringComparison.Ordinal);
        _stage.Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal(2, _stage.Error.All.Split("is here").Length);
    }

    [Fact]
    public async Task Run_SomeoneGetsNoCopy_IsAMemberOfSent()
    {
        _stage.Room.Add(ScriptedRoom.Bob, "Bob");
        _stage.Room.Add(MemberId.FromBytes([.. Enumerable.Repeat((byte)0xCA, 16)]), "Carol", isAway: true);
        Task<ChatEnd> talk = _stage.Start(_stage.Setup, isJson: true);
        _stage.Type("hello", "hi");
        for (int i = 0; i < 2; i++)
        {
            Assert.Contains("\"withoutCopy\":[\"Carol\"]", await _stage.Output.WaitForAsync("\"sent\""), StringComparison.Ordinal);
        }

        await _stage.EndInputAsync();
        await talk;
    }

    [Fact]
    public async Task Run_SomeoneIsNotPaired_TheWriterIsToldOnceAndWhoAsks()
    {
        _stage.Room.Add(ScriptedRoom.Bob, "Bob");
        _stage.Room.Add(ScriptedRoom.Carol, string.Empty, isPaired: false);
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Type("hello", "hi", "/who");
        await _stage.Error.WaitForAsync("not paired, so that this does not reach them: cacacaca");
        await _stage.Error.WaitForAsync("cacacaca: not paired yet: gets no messages");
        Assert.Equal(2, _stage.Error.All.Split("does not reach them").Length);
        _stage.Type("/pair", "/pair caca", "/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal(["text hello", "text hi", "pair b0b0b0b0", "pair cacacaca", "leave"], _stage.Room.Calls);
    }

    [Fact]
    public async Task Run_ManyIdsAreNotPaired_AreListedInJsonAndCountedForPeople()
    {
        _stage.Room.Add(ScriptedRoom.Bob, "Bob");
        for (byte i = 1; i <= 5; i++)
        {
            _stage.Room.Add(MemberId.FromBytes([.. Enumerable.Repeat(i, 16)]), string.Empty, isPaired: false);
        }

        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Type("hello");
        await _stage.Error.WaitForAsync("not paired, so that this does not reach them: 01010101, 02020202, 03030303 and 2 more");
        await _stage.EndInputAsync();
        await talk;
    }

    [Fact]
    public async Task Run_SomeoneIsNotPaired_IsAMemberOfSentOfItsOwn()
    {
        _stage.Room.Add(ScriptedRoom.Bob, "Bob");
        _stage.Room.Add(ScriptedRoom.Carol, string.Empty, isPaired: false);
        Task<ChatEnd> talk = _stage.Start(_stage.Setup, isJson: true);
        _stage.Type("hello");
        string sent = await _stage.Output.WaitForAsync("\"sent\"");
        Assert.Contains("\"notPaired\":[\"cacacaca\"]", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("withoutCopy", sent, StringComparison.Ordinal);
        await _stage.EndInputAsync();
        await talk;
    }

    [Fact]
    public async Task Run_RefusedWhileNobodyIsPaired_SaysThatItWaits()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Room.Happen(new RefusedByPeer(ScriptedRoom.Bob, Talks: true));
        await _stage.Error.WaitForAsync("a moment, others may answer");
        Assert.Equal(ChatEnd.WrongPassword, await _stage.PassUntilOverAsync(talk, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Run_LogBegunAnew_IsNoNewsToTheHostOfTheRelay(bool isHost, int expected)
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup with { IsHost = isHost });
        _stage.Room.Happen(new LogBegunAnew(1, 1));
        _stage.Connect();
        await _stage.Error.WaitForAsync("connected");
        _stage.Type("/quit");
        await talk;
        Assert.Equal(expected, _stage.Error.All.Split('\n').Count(line => line.Contains("the relay ", StringComparison.Ordinal) && !line.Contains("connected", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_HostWithHistory_ShowsTheInvitationBelowIt()
    {
        _stage.Room.History =
        [
            new HistoryItem { Kind = HistoryKind.TextReceived, From = ScriptedRoom.Bob, Time = DateTimeOffset.UnixEpoch, Seq = 1, Text = "before" },
        ];
        ChatSetup setup = _stage.Setup with { IsHost = true, ShowsInvitation = true };
        Task<ChatEnd> talk = _stage.Start(setup, isJson: true);
        await _stage.Output.WaitForAsync("history");
        await _stage.Output.WaitForAsync("invitation");
        _stage.Type("/quit");
        await talk;
    }

    [Fact]
    public async Task Run_WrongPasswords_AreToldBySide()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup with { IsHost = true });
        _stage.Room.Happen(new AttemptCounted(AttemptSource.Here, 1, ScriptedRoom.Bob));
        await _stage.Error.WaitForAsync("somebody tried a wrong password (1 of 3)");
        _stage.Room.Happen(new AttemptCounted(AttemptSource.Elsewhere, 2, Member: null));
        await _stage.Error.WaitForAsync("another member saw a wrong password (2 of 3)");
        _stage.Room.Happen(new AttemptCounted(AttemptSource.Here, 3, ScriptedRoom.Bob));
        _stage.Room.Happen(new Locked());
        Assert.DoesNotContain("before", await _stage.Error.WaitForAsync("/unlock"), StringComparison.Ordinal);
        _stage.Type("/quit");
        await talk;
    }

    [Fact]
    public async Task Run_NamesUnlikeAnyOther_ComeWithoutIds()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Room.Happen(new Paired(ScriptedRoom.Bob));
        _stage.Room.Add(ScriptedRoom.Bob, "Bob");
        _stage.Room.Happen(new Named(ScriptedRoom.Bob, "Bob"));
        Assert.Equal("locket: Bob is here: the password is the same on both sides", await _stage.Error.WaitForAsync("is here"));
        _stage.Type("/quit");
        await talk;
    }

    [Fact]
    public async Task Run_Files_AreCountedFromOneAndNamedWhereTheyAreNot()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Type("/save 9");
        await _stage.Error.WaitForAsync("no file came yet");
        foreach (long file in new long[] { 3, 8 })
        {
            _stage.Room.Happen(new FileEnded(file, ScriptedRoom.Bob, 12));
        }

        await _stage.Error.WaitForAsync("file 2 of");
        _stage.Type("/save 9", "/save 1 /nonexistent-folder", "/save 1");
        await _stage.Error.WaitForAsync("there is no file 9; the newest is 2");
        await _stage.Error.WaitForAsync("there is no folder '/nonexistent-folder'");
        await _stage.Error.WaitForAsync("file 1 saved as");
        _stage.Type("/drop 2");
        await _stage.Error.WaitForAsync("file 2 is forgotten");
        Assert.Equal(["save 3", "drop 8"], _stage.Room.Calls);
        _stage.Type("/quit");
        await talk;
    }

    [Fact]
    public async Task Run_WhoOfferedAnotherRoomLeaves_SaysWhereTo()
    {
        _stage.Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        using Password password = Password.FromBytes("hello"u8);
        _stage.Room.Happen(new MoveOffered(ScriptedRoom.Bob, 3, _stage.Setup.Invitation.ToText(), password));
        _stage.Room.Happen(new Left(ScriptedRoom.Bob));
        await _stage.Error.WaitForAsync("Bob left for the other room; /join Bob goes there, too");
        _stage.Type("/quit");
        await talk;
    }

    [Fact]
    public async Task Run_Wire_ShowsPeopleTheLengthAndTheFirstBytes()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Room.Happen(new WireNews(IsSent: true, new byte[600]));
        Assert.Equal($"locket: out 600 bytes: {new string('0', 64)}…", await _stage.Error.WaitForAsync("600 bytes"));
        _stage.Type("/quit");
        await talk;
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();
}
