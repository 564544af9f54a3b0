using Locket.Rooms.Tests.Model;
using Xunit;

namespace Locket.Rooms.Tests.Conversation;

/// <summary>A relay that lost its log: what only it had did not arrive, whatever is said in the next log.</summary>
public sealed class RoomAnewTests : IDisposable
{
    private readonly Meeting _meeting;
    private readonly ModelMember _alice;
    private readonly ModelMember _bob;
    private readonly ModelRelay _next = new(ModelMember.Address) { First = 5_001 };

    public RoomAnewTests()
    {
        _meeting = Meeting.OfTwo(out _alice, out _bob);
    }

    [Fact]
    public void CaughtUp_TheRelayForgotTheRoom_WhatItHadIsPerhapsLostAndNeverDelivered()
    {
        long lost = StoreUnseen("lost");
        BeginAnew(_alice);
        BeginAnew(_bob);
        Assert.Equal([lost], Assert.Single(_alice.Of<PerhapsLost>()).Locals);
        Assert.Empty(_bob.Of<PerhapsLost>());
        long arrived = Exchange();
        Assert.Equal([arrived], _alice.Of<Delivered>().Select(delivered => delivered.Local));
        Assert.Equal(["again"], _bob.Texts);
    }

    [Fact]
    public void CaughtUp_AfterTheOthersWentOnInTheNextLog_NothingWasTakenForDelivered()
    {
        long lost = StoreUnseen("lost");
        BeginAnew(_bob);
        Say(_bob, "first");
        Say(_bob, "second, which has seen the first");
        _alice.Receive(_next, 5_001, _meeting.Now);
        _alice.Receive(_next, 5_002, _meeting.Now);
        _alice.Room.CaughtUp(5_001, 5_002, _meeting.Now);
        _alice.TakeEvents();
        Assert.Equal([lost], Assert.Single(_alice.Of<PerhapsLost>()).Locals);
        Assert.Empty(_alice.Of<Delivered>());
        Assert.Equal(2, _alice.Texts.Count);
    }

    [Fact]
    public void CaughtUp_AfterARestart_KnowsWhatThatRunHadSent()
    {
        long lost = StoreUnseen("lost");
        _alice.Restore(_alice.Save(), _meeting.Now);
        BeginAnew(_alice);
        Assert.Equal([lost], Assert.Single(_alice.Of<PerhapsLost>()).Locals);
    }

    [Fact]
    public void CaughtUp_WhatTheOtherHadConfirmed_IsNotLost()
    {
        _alice.Room.SendText("arrives", _meeting.Now);
        _meeting.Settle();
        _bob.Room.SendText("I have it", _meeting.Now);
        _meeting.Settle();
        Assert.Single(_alice.Of<Delivered>());
        BeginAnew(_alice);
        Assert.Empty(_alice.Of<PerhapsLost>());
    }

    [Fact]
    public void CaughtUp_EverythingExpired_TheNextEntryLeavesNoGap()
    {
        _bob.Room.CaughtUp(5_001, 5_000, _meeting.Now);
        Assert.Equal(5_000, _bob.Room.Position);
        Say(_alice, "still here");
        _bob.Receive(_next, 5_001, _meeting.Now);
        _bob.Room.Tick(_meeting.Now.AddSeconds(31));
        _bob.TakeEvents();
        Assert.Equal(["still here"], _bob.Texts);
        Assert.Empty(_bob.Alarms);
    }

    public void Dispose() => _meeting.Dispose();

    private void BeginAnew(ModelMember member)
    {
        member.Room.CaughtUp(1, 0, _meeting.Now);
        member.TakeEvents();
        Assert.Single(member.Of<LogBegunAnew>());
    }

    /// <summary>What the relay has and Bob did not fetch.</summary>
    private long StoreUnseen(string text)
    {
        long local = _alice.Room.SendText(text, _meeting.Now);
        Assert.True(_alice.Send(_meeting.Relay, _meeting.Now));
        Assert.Equal(local, Assert.Single(_alice.Of<EntryStored>()).Local);
        return local;
    }

    /// <summary>Alice says something in the next log, and Bob answers when he has seen it.</summary>
    private long Exchange()
    {
        long local = _alice.Room.SendText("again", _meeting.Now);
        Assert.True(_alice.Send(_next, _meeting.Now));
        _bob.Receive(_next, 5_001, _meeting.Now);
        Say(_bob, "got it");
        _alice.Receive(_next, 5_001, _meeting.Now);
        _alice.Receive(_next, 5_002, _meeting.Now);
        return local;
    }

    private void Say(ModelMember member, string text)
    {
        member.Room.SendText(text, _meeting.Now);
        Assert.True(member.Send(_next, _meeting.Now));
        // Who is still in the log before gets nothing of this one yet.
        if (member.Room.Position >= _next.First - 1 || member.Room.Position == 0)
        {
            member.Receive(_next, _next.Head, _meeting.Now);
        }
    }
}
