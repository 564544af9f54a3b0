using Locket.Rooms.Entries;
using Locket.Rooms.Tests.Model;
using Xunit;

namespace Locket.Rooms.Tests.Conversation;

/// <summary>What a relay or a member that means harm can do, and how it is shown.</summary>
public sealed class RoomHostileTests
{
    [Fact]
    public void Receive_CopyOfAMessage_IsReplayedAndShownOnce()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        byte[] body = SendText(meeting, alice, "once");
        meeting.Settle();
        meeting.Relay.AppendCopy(body);
        meeting.Settle();
        Assert.Equal(["once"], bob.Texts);
        Assert.Equal([SecurityEventKind.Replayed], bob.Alarms);
        Assert.Equal([SecurityEventKind.RefusedIdentity], alice.Alarms);
    }

    [Fact]
    public void Receive_TwoTextsInTurnedOrder_AreBothShownWithAnAlarm()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        byte[] first = SendText(meeting, alice, "first");
        byte[] second = SendText(meeting, alice, "second");
        Give(meeting, bob, second);
        Assert.Equal([new MissingChanged(alice.Id, 1)], bob.Of<MissingChanged>());
        Give(meeting, bob, first);
        Assert.Equal(["second", "first"], bob.Texts);
        Assert.Equal([SecurityEventKind.Reordered], bob.Alarms);
        Assert.Equal(new MissingChanged(alice.Id, 0), bob.Of<MissingChanged>().Last());
    }

    [Fact]
    public void Receive_DifferentLogs_AreKnownAsAFork()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        Give(meeting, alice, [0xff, 1, 2, 3]);
        Give(meeting, bob, [0xff, 3, 2, 1]);
        Give(meeting, bob, SendText(meeting, alice, "what I saw"));
        Assert.Equal(["what I saw"], bob.Texts);
        Assert.Equal([SecurityEventKind.ForkedRoom], bob.Alarms);
    }

    [Fact]
    public void Receive_SeenOfTheFuture_IsComparedWhenItComes()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        Give(meeting, alice, [0xff, 1]);
        Give(meeting, alice, [0xff, 2]);
        Give(meeting, alice, [0xff, 3]);
        byte[] body = SendText(meeting, alice, "I am ahead");
        Give(meeting, bob, body);
        Assert.Empty(bob.Alarms);
        Give(meeting, bob, [0xff, 8]);
        Assert.Empty(bob.Alarms);
        Give(meeting, bob, [0xff, 9]);
        Assert.Equal([SecurityEventKind.ForkedRoom], bob.Alarms);
    }

    [Fact]
    public void Receive_OtherEntryAtAKnownNumber_IsAForkAndIsNotTaken()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        byte[] body = SendText(meeting, alice, "late");
        bob.Room.Receive(new RoomEntry(bob.Room.Position, meeting.Now, body), meeting.Now);
        bob.Room.Receive(new RoomEntry(1, meeting.Now, body), meeting.Now);
        bob.TakeEvents();
        Assert.Empty(bob.Texts);
        Assert.Equal([SecurityEventKind.ForkedRoom, SecurityEventKind.RelayRewound], bob.Alarms);
        Give(meeting, bob, body);
        Assert.Equal(["late"], bob.Texts);
    }

    [Fact]
    public void Receive_SenderGoesBack_IsReorderedAndThenShown()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        byte[] old = alice.Save();
        SendText(meeting, alice, "one");
        SendText(meeting, alice, "two");
        meeting.Settle();
        alice.Restore(old, meeting.Now);
        alice.CatchUp(meeting.Relay, meeting.Now);
        SendText(meeting, alice, "again");
        SendText(meeting, alice, "and on");
        SendText(meeting, alice, "now new");
        meeting.Settle();

        // The ratchet's numbers were used: what has them does not open a second time.
        Assert.Equal(["one", "two", "now new"], bob.Texts);
        Assert.Contains(SecurityEventKind.Replayed, bob.Alarms);
    }

    [Fact]
    public void Receive_Rubbish_IsShownTwentyTimesAMinuteOfEachKindAndThenCounted()
    {
        using Meeting meeting = Meeting.OfTwo(out _, out ModelMember bob);
        Random random = new(7);
        for (int i = 0; i < 200; i++)
        {
            byte[] body = new byte[random.Next(600)];
            random.NextBytes(body);
            if (body.Length > 0)
            {
                body[0] = (byte)random.Next(1, 7);
            }

            Give(meeting, bob, body);
        }

        Assert.All(bob.Alarms.CountBy(kind => kind), kind => Assert.InRange(kind.Value, 1, 20));
        bob.Room.Tick(meeting.Now.AddMinutes(1));
        bob.TakeEvents();
        Assert.Equal(200, bob.Of<SecurityEvent>().Sum(alarm => alarm.Count));
        SecurityEvent[] floods = [.. bob.Of<SecurityEvent>().Where(alarm => alarm.FloodOf != SecurityEventKind.None)];
        Assert.Contains(floods, flood => flood is { Kind: SecurityEventKind.Flood, FloodOf: SecurityEventKind.Malformed, Count: > 20 });
        Assert.All(floods, flood => Assert.Equal(20, bob.Alarms.Count(kind => kind == flood.FloodOf)));
    }

    [Fact]
    public void Leave_AfterMuchRubbish_SaysHowMuchItWas()
    {
        using Meeting meeting = Meeting.OfTwo(out _, out ModelMember bob);
        for (int i = 0; i < 50; i++)
        {
            Give(meeting, bob, [1, (byte)i]);
        }

        bob.Room.Leave(meeting.Now);
        bob.TakeEvents();
        Assert.Equal(30, Assert.Single(bob.Of<SecurityEvent>(), alarm => alarm.Kind == SecurityEventKind.Flood).Count);
    }

    [Fact]
    public void Receive_MuchRubbish_HidesNoWrongPassword()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out _);
        for (int i = 0; i < 300; i++)
        {
            Give(meeting, alice, [(byte)EntryType.Message, 1, 2, 3]);
        }

        meeting.Join("Eve", password: "guess");
        Assert.Contains(SecurityEventKind.WrongPasswordHere, alice.Alarms);
        Assert.Equal(20, alice.Alarms.Count(kind => kind == SecurityEventKind.Malformed));
    }

    [Fact]
    public void Receive_ManyHellosOfAnotherVersion_AreShownTwentyTimes()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        byte[] hello = [.. meeting.Relay.Bodies.First(body => body[0] == (byte)EntryType.Hello)];
        for (int i = 0; i < 100; i++)
        {
            hello[1] = (byte)i;
            hello[1 + (2 * MemberId.LengthInBytes)] = 9;
            Give(meeting, bob, hello);
        }

        Assert.Equal(20, bob.Of<OtherVersion>().Count());
        bob.Room.Tick(meeting.Now.AddMinutes(1));
        bob.TakeEvents();
        Assert.Equal(80, bob.Of<SecurityEvent>().Single(alarm => alarm.FloodOf == SecurityEventKind.OtherVersion).Count);
        Assert.Empty(alice.Of<OtherVersion>());
    }

    [Fact]
    public void Receive_UnknownType_IsPassedOver()
    {
        using Meeting meeting = Meeting.OfTwo(out _, out ModelMember bob);
        Give(meeting, bob, [7]);
        Give(meeting, bob, [.. Enumerable.Repeat((byte)0xfe, 400)]);
        Assert.Empty(bob.Events);
    }

    [Fact]
    public void CaughtUp_NumbersLeftOut_IsShownUnlessTheLogBeganAnew()
    {
        using Meeting meeting = Meeting.OfTwo(out _, out ModelMember bob);
        long position = bob.Room.Position;
        bob.Room.Receive(new RoomEntry(position + 3, meeting.Now, [0xff]), meeting.Now);
        bob.Room.CaughtUp(1, position + 3, meeting.Now);
        bob.TakeEvents();
        Assert.Equal([SecurityEventKind.LeftOut], bob.Alarms);
        Assert.Empty(bob.Of<LogBegunAnew>());

        bob.Events.Clear();
        bob.Room.Receive(new RoomEntry(position + 100, meeting.Now, [0xff]), meeting.Now);
        bob.Room.CaughtUp(position + 100, position + 100, meeting.Now);
        bob.TakeEvents();
        Assert.Equal([new LogBegunAnew(position + 100, position + 100)], bob.Events);

        bob.Events.Clear();
        bob.Room.Receive(new RoomEntry(position + 103, meeting.Now, [0xff]), meeting.Now);
        bob.Room.Tick(meeting.Now.AddSeconds(30));
        bob.TakeEvents();
        Assert.Equal([SecurityEventKind.LeftOut], bob.Alarms);
    }

    [Fact]
    public void CaughtUp_HeadBelowPosition_BeginsAnewAndGoesOn()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        bob.Room.CaughtUp(1, 0, meeting.Now);
        bob.TakeEvents();
        Assert.Equal([new LogBegunAnew(1, 0)], bob.Of<LogBegunAnew>());
        Assert.Equal(0, bob.Room.Position);
        byte[] body = SendText(meeting, alice, "still here");
        bob.Room.Receive(new RoomEntry(1, meeting.Now, body), meeting.Now);
        bob.TakeEvents();
        Assert.Equal(["still here"], bob.Texts);
    }

    [Fact]
    public void Receive_ClockAhead_IsShownOnce()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        foreach (string text in (string[])["from the future", "and again"])
        {
            alice.Room.SendText(text, meeting.Now.AddMinutes(6));
        }

        meeting.Settle();
        Assert.Equal([SecurityEventKind.ClockOff], bob.Alarms);
        Assert.All(bob.Of<TextReceived>(), text => Assert.True(text.IsClockOff));
    }

    private static byte[] SendText(Meeting meeting, ModelMember member, string text)
    {
        member.Room.SendText(text, meeting.Now);
        member.TakeEvents();
        return member.Room.Outbox[^1].Body.ToArray();
    }

    private static void Give(Meeting meeting, ModelMember member, byte[] body)
    {
        member.Room.Receive(new RoomEntry(member.Room.Position + 1, meeting.Now, body), meeting.Now);
        member.TakeEvents();
    }
}
