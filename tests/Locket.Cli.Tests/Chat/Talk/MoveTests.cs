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

    private readonly ScriptedTalk _stage = new();

    private ScriptedRoom Room => _stage.Room;

    [Fact]
    public async Task Offer_OfAnyRelay_IsShownWithWhoMakesItAndWhereItLeads()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start(Here);
        Offer(ScriptedRoom.Bob, Here with { Code = RoomCode.Generate() });
        await _stage.Error.WaitForAsync("Bob offers to go on in another room, at host:7443 (this room's relay)");
        Offer(ScriptedRoom.Bob, Here with { Host = "evil.example" });
        await _stage.Error.WaitForAsync("Bob offers to go on in another room, at evil.example:7443 (another relay");
        Offer(ScriptedRoom.Bob, Here with { Port = 443 });
        await _stage.Error.WaitForAsync("at host:443 (another relay");
        Offer(ScriptedRoom.Bob, Here with { Pin = new byte[32] });
        await _stage.Error.WaitForAsync("at host:7443 (another relay");
        _stage.Type("/quit");
        await talk;
    }

    [Fact]
    public async Task Join_SeveralOffered_TakesTheOneOfWhoWasNamedAndNoOther()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Room.Add(Mallory, "Mallory");
        Invitation ofBob = Here with { Code = RoomCode.Generate() };
        Task<ChatEnd> talk = Start(Here);
        Offer(ScriptedRoom.Bob, ofBob);
        Offer(Mallory, Here with { Host = "evil.example" });
        await _stage.Error.WaitForAsync("evil.example");
        _stage.Type("/join");
        await _stage.Error.WaitForAsync("several offered another room: say /join and one of Bob, Mallory");
        _stage.Type("/join Bob");
        Assert.Equal(ChatEnd.Moved, await talk);
        Assert.Equal(ofBob, _stage.Talk.Target!.Invitation);
    }

    [Fact]
    public async Task Offer_TakenOrNot_LeavesNoPasswordBehind()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start(Here);
        MoveOffered first = Offer(ScriptedRoom.Bob, Here);
        MoveOffered second = Offer(ScriptedRoom.Bob, Here with { Port = 1 });
        await _stage.Error.WaitForAsync("host:1 ");
        _stage.Type("/join");
        Assert.Equal(ChatEnd.Moved, await talk);
        Assert.Throws<ObjectDisposedException>(first.RevealPassword);
        Assert.Throws<ObjectDisposedException>(second.RevealPassword);
        using Password password = _stage.Talk.Target!.Password;
        using RoomKeys keys = RoomKeys.Derive(Here.Code, password, Here.Suite, TestContext.Current.CancellationToken);
        Assert.Equal(RoomKeys.AddressInBytes, keys.Address.Length);
    }

    [Fact]
    public async Task Move_RoomWithoutAPin_TellsTheOthersTheCertificateThatWasFound()
    {
        Room.Add(ScriptedRoom.Bob, "Bob");
        Task<ChatEnd> talk = Start(Here with { Code = RoomCode.Classic, Pin = default });
        Room.HasMetRelay = false;
        _stage.Type("/move");
        await _stage.Error.WaitForAsync("the relay was not reached yet");
        (Room.HasMetRelay, Room.LearnedPin) = (true, Fingerprint);
        _stage.Type("/move");
        Assert.Equal(ChatEnd.Moved, await talk);
        Invitation target = _stage.Talk.Target!.Invitation;
        Assert.Equal(Fingerprint, target.Pin.ToArray());
        Assert.NotEqual(RoomCode.Classic, target.Code);
        Assert.Equal([target.ToText()], Room.Offered);
    }

    [Fact]
    public async Task Run_OtherRoomIsNotReachedInTime_IsGivenUp()
    {
        Task<ChatEnd> talk = Start(Here, isMoved: true);
        Room.Happen(new LinkNews(LinkState.Lost, "cannot reach host:7443", TimeSpan.FromSeconds(1)));
        await _stage.Error.WaitForAsync("cannot reach host:7443");
        _stage.Time.Advance(TimeSpan.FromSeconds(29));
        _stage.Type("/who");
        await _stage.Error.WaitForAsync("Alice");
        Assert.False(talk.IsCompleted);
        _stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((ChatEnd.Refused, "cannot reach host:7443"), (await talk, _stage.Talk.Refusal));
    }

    [Fact]
    public async Task Run_OtherRoomWasReached_IsStayedInWhateverTheTime()
    {
        Task<ChatEnd> talk = Start(Here, isMoved: true);
        Room.Happen(new LinkNews(LinkState.Connected));
        await _stage.Error.WaitForAsync("connected to the relay");
        _stage.Time.Advance(TimeSpan.FromSeconds(30));
        _stage.Type("/who");
        await _stage.Error.WaitForAsync("Alice");
        Assert.False(talk.IsCompleted);
        _stage.Type("/quit");
        Assert.Equal(ChatEnd.Quit, await talk);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private Task<ChatEnd> Start(Invitation invitation, bool isMoved = false)
        => _stage.Start(_stage.Setup with { Invitation = invitation, IsMoved = isMoved });

    private MoveOffered Offer(MemberId from, Invitation invitation)
    {
        MoveOffered offer = new(from, 7, invitation.ToText(), new Password("password of the other room"));
        Room.Happen(offer);
        return offer;
    }
}
