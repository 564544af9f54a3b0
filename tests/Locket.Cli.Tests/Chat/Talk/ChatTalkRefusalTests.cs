using Locket.Cli.Chat.Rooms;
using Locket.Cli.Chat.Talk;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Chat.Talk;

/// <summary>What somebody's word does that the password is another one: anybody who has the room's code can say it, in any name.</summary>
public sealed class ChatTalkRefusalTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ScriptedTalk _stage = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_RefusedBeforeAnybodyIsPaired_EndsAfterAWhileWithWhatWasNotSent(bool talks)
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Type("one", "two");
        _stage.Connect();
        await ScriptedTalk.UntilAsync(() => _stage.Room.Calls.Count == 2);
        _stage.Room.Happen(new RefusedByPeer(ScriptedRoom.Bob, talks));
        await _stage.Error.WaitForAsync("a moment, others may answer");
        Assert.Equal(ChatEnd.WrongPassword, await _stage.PassUntilOverAsync(talk, Second));
        Assert.Equal(["one", "two"], _stage.Talk.Own.Waiting.Values, StringComparer.Ordinal);
        Assert.DoesNotContain("leave", _stage.Room.Calls, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Run_RefusedInAMembersNameAndThenPaired_GoesOn()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Connect();
        _stage.Room.Happen(new RefusedByPeer(ScriptedRoom.Bob, Talks: true));
        await _stage.Error.WaitForAsync("a moment, others may answer");
        _stage.Room.Add(ScriptedRoom.Bob, "Bob");
        _stage.Room.Happen(new Paired(ScriptedRoom.Bob));
        await _stage.Error.WaitForAsync("Bob is here");
        await TypeAsync("hello");
        _stage.Time.Advance(TimeSpan.FromMinutes(1));
        await TypeAsync("hi");
        Assert.False(talk.IsCompleted);
        _stage.Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
    }

    [Fact]
    public async Task Run_PersonTypesThePasswordAgainBeforeItIsAskedFor_SendsItToNobody()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup with { AsksPerson = true });
        _stage.Connect();
        await TypeAsync("before");
        _stage.Room.Happen(new RefusedByPeer(ScriptedRoom.Bob, Talks: true));
        await _stage.Error.WaitForAsync("a moment, others may answer");
        _stage.Type("hunter2");
        await _stage.Error.WaitForAsync("that was not sent");
        _stage.Room.Add(ScriptedRoom.Bob, "Bob");
        _stage.Room.Happen(new Paired(ScriptedRoom.Bob));
        await TypeAsync("after");
        _stage.Type("/quit", "/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
        Assert.Equal(["text before", "text after"], _stage.Room.Calls.Where(call => call.StartsWith("text", StringComparison.Ordinal)), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Run_RefusedWhileAnotherAnswerIsOut_WaitsForWhatComesOfThat()
    {
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Connect();
        _stage.Room.IsMeeting = true;
        _stage.Room.Happen(new RefusedByPeer(ScriptedRoom.Bob, Talks: true));
        await _stage.Error.WaitForAsync("a moment, others may answer");
        for (int i = 1; i <= 10; i++)
        {
            _stage.Time.Advance(TimeSpan.FromSeconds(3));
            await TypeAsync("still here");
        }

        Assert.False(talk.IsCompleted);
        _stage.Room.IsMeeting = false;
        Assert.Equal(ChatEnd.WrongPassword, await _stage.PassUntilOverAsync(talk, Second));
    }

    [Fact]
    public async Task Run_RefusedWhilePaired_IsShownAndChangesNothing()
    {
        _stage.Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = _stage.Start(_stage.Setup);
        _stage.Room.Happen(new RefusedByPeer(ScriptedRoom.Bob, Talks: true));
        await _stage.Error.WaitForAsync("the other side says that your password is another one");
        _stage.Time.Advance(TimeSpan.FromMinutes(1));
        await TypeAsync("hello");
        Assert.False(talk.IsCompleted);
        _stage.Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    /// <summary>Waits until the line was taken, and with it all that was to be done before.</summary>
    private async Task TypeAsync(string line)
    {
        int before = _stage.Room.Calls.Count;
        _stage.Type(line);
        await ScriptedTalk.UntilAsync(() => _stage.Room.Calls.Count > before);
    }
}
