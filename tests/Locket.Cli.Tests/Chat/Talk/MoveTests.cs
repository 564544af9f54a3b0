using Locket.Cli.Chat.Rooms;
using Locket.Cli.Chat.Talk;
using Locket.Rooms;
using Xunit;

namespace Locket.Cli.Tests.Chat.Talk;

/// <summary>Going on in another room: whose offer is taken, where it leads, and what becomes of one that leads nowhere.</summary>
public sealed class MoveTests : IAsyncDisposable
{
    private static readonly MemberId Mallory = MemberId.FromBytes([.. Enumerable.Repeat((byte)0xEE, 16)]);
    private static readonly byte[] Fingerprint = [.. Enumerable.Repeat((byte)0x5A, 32)];
    private static readonly Invitation Here = new() { Host = "host", Port = 7443, Code = RoomCode.Generate(), Pin = Fingerprint };

    private readonly LineConversation _conversation = new();

    private ScriptedRoom Room => _conversation.Room;

    [Fact]
    public async Task Offer_OfAnyRelay_IsShownWithWhoMakesItAndWhereItLeads()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = _conversation.Start(Here, out _);
        Offer(ScriptedRoom.Bob, Here with { Code = RoomCode.Generate() });
        await _conversation.Error.WaitForAsync("Bob offers to go on in another room, at host:7443 (this room's relay)");
        Offer(ScriptedRoom.Bob, Here with { Host = "evil.example" });
        await _conversation.Error.WaitForAsync("Bob offers to go on in another room, at evil.example:7443 (another relay");
        Offer(ScriptedRoom.Bob, Here with { Port = 443 });
        await _conversation.Error.WaitForAsync("at host:443 (another relay");
        Offer(ScriptedRoom.Bob, Here with { Pin = new byte[32] });
        await _conversation.Error.WaitForAsync("at host:7443 (another relay");
        _conversation.Type("/quit");
        await talk;
    }

    [Fact]
    public async Task Join_SeveralOffered_TakesTheOneOfWhoWasNamedAndNoOther()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Room.Add(Mallory, "Mallory");
        Invitation ofBob = Here with { Code = RoomCode.Generate() };
        Task<ChatEnd> talk = _conversation.Start(Here, out ChatTalk conversation);
        Offer(ScriptedRoom.Bob, ofBob);
        Offer(Mallory, Here with { Host = "evil.example" });
        await _conversation.Error.WaitForAsync("evil.example");
        _conversation.Type("/join");
        await _conversation.Error.WaitForAsync("several offered another room: say /join and one of Bob, Mallory");
        _conversation.Type("/join Bob");
        Assert.Equal(ChatEnd.Moved, await talk);
        Assert.Equal(ofBob, conversation.Target!.Invitation);
    }

    [Fact]
    public async Task Offer_TakenOrNot_LeavesNoPasswordBehind()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = _conversation.Start(Here, out ChatTalk conversation);
        MoveOffered first = Offer(ScriptedRoom.Bob, Here);
        MoveOffered second = Offer(ScriptedRoom.Bob, Here with { Port = 1 });
        await _conversation.Error.WaitForAsync("host:1 ");
        _conversation.Type("/join");
        Assert.Equal(ChatEnd.Moved, await talk);
        Assert.Throws<ObjectDisposedException>(first.RevealPassword);
        Assert.Throws<ObjectDisposedException>(second.RevealPassword);
        using Password password = conversation.Target!.Password;
        using RoomKeys keys = RoomKeys.Derive(Here.Code, password, Here.Suite, TestContext.Current.CancellationToken);
        Assert.Equal(RoomKeys.AddressInBytes, keys.Address.Length);
    }

    [Fact]
    public async Task Move_RoomWithoutAPin_TellsTheOthersTheCertificateThatWasFound()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = _conversation.Start(Here with { Code = RoomCode.Classic, Pin = default }, out ChatTalk conversation);
        Room.HasMetRelay = false;
        _conversation.Type("/move");
        await _conversation.Error.WaitForAsync("the relay was not reached yet");
        (Room.HasMetRelay, Room.LearnedPin) = (true, Fingerprint);
        _conversation.Type("/move");
        Assert.Equal(ChatEnd.Moved, await talk);
        Invitation target = conversation.Target!.Invitation;
        Assert.Equal(Fingerprint, target.Pin.ToArray());
        Assert.NotEqual(RoomCode.Classic, target.Code);
        Assert.Equal([target.ToText()], Room.Offered);
    }

    [Fact]
    public async Task Run_OtherRoomIsNotReachedInTime_IsGivenUp()
    {
        HandTime time = new();
        Task<ChatEnd> talk = _conversation.Start(Here, out ChatTalk conversation, time, isMoved: true);
        Room.Happen(new LinkNews(LinkState.Lost, "cannot reach host:7443", TimeSpan.FromSeconds(1)));
        await _conversation.Error.WaitForAsync("cannot reach host:7443");
        Assert.Equal(30, time.Due.TotalSeconds);
        await time.GoOffAsync();
        Assert.Equal((ChatEnd.Refused, "cannot reach host:7443"), (await talk, conversation.Refusal));
    }

    [Fact]
    public async Task Run_OtherRoomWasReached_IsStayedInWhateverTheTime()
    {
        HandTime time = new();
        Task<ChatEnd> talk = _conversation.Start(Here, out _, time, isMoved: true);
        Room.Happen(new LinkNews(LinkState.Connected));
        await _conversation.Error.WaitForAsync("connected to the relay");
        await time.GoOffAsync();
        _conversation.Type("/who");
        await _conversation.Error.WaitForAsync("Alice");
        Assert.False(talk.IsCompleted);
        _conversation.Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
    }

    public ValueTask DisposeAsync() => _conversation.DisposeAsync();

    private MoveOffered Offer(MemberId from, Invitation invitation)
    {
        MoveOffered offer = new(from, 7, invitation.ToText(), new Password("password of the other room"));
        Room.Happen(offer);
        return offer;
    }
}
