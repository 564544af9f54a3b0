using Locket.Rooms.Tests.Model;
using Xunit;

namespace Locket.Rooms.Tests.Conversation;

public sealed class RoomTests
{
    [Theory]
    [InlineData(CipherSuite.Aes256)]
    [InlineData(CipherSuite.Aes128)]
    public void SendText_BothWays_ArrivesOnceInOrder(CipherSuite suite)
    {
        using Meeting meeting = new();
        ModelMember alice = meeting.Join("Alice", suite: suite);
        ModelMember bob = meeting.Join("Bob", suite: suite);
        alice.Room.SendText("hello", meeting.Now);
        alice.Room.SendText("hi", meeting.Now);
        bob.Room.SendText("hi", meeting.Now);
        meeting.Settle();
        alice.Room.SendText("bye", meeting.Now);
        meeting.Settle();
        Assert.Equal(["hello", "hi", "bye"], bob.Texts);
        Assert.Equal(["hi"], alice.Texts);
        Assert.Empty(alice.Alarms);
        Assert.Empty(bob.Alarms);
        Assert.All(bob.Of<TextReceived>(), text => Assert.Equal(alice.Id, text.From));
        Assert.All(bob.Of<TextReceived>(), text => Assert.Empty(text.WithoutCopy));
        Assert.NotEmpty(alice.Of<KeysRenewed>());
        Assert.NotEmpty(bob.Of<KeysRenewed>());
        Assert.Single(alice.Of<TextSent>().Select(sent => sent.BodyLengthInBytes).Distinct());
    }

    [Fact]
    public void SendText_BeforeAnybodyIsThere_WaitsAndArrives()
    {
        using Meeting meeting = new();
        ModelMember alice = meeting.Join("Alice");
        long first = alice.Room.SendText("one", meeting.Now);
        long second = alice.Room.SendText("two", meeting.Now);
        alice.TakeEvents();
        Assert.Equal([first, second], alice.Of<TextQueued>().Select(queued => queued.Local));
        Assert.Equal(2, alice.Room.WaitingTexts);
        ModelMember bob = meeting.Join("Bob");
        meeting.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["one", "two"], bob.Texts);
        Assert.Equal(0, alice.Room.WaitingTexts);
        Assert.Equal([first, second], alice.Of<EntryStored>().Select(stored => stored.Local));
    }

    [Fact]
    public void SendText_BeforeAnybodyIsThere_ReachesAllWhoAreThere()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        ModelMember carol = new("Carol", meeting.Now);
        long first = carol.Room.SendText("hi all", meeting.Now);
        meeting.Members.Add(carol);
        meeting.Settle();
        Assert.Equal(2, carol.Room.Members.Count);
        Assert.Empty(carol.Of<TextSent>());
        long second = carol.Room.SendText("and more", meeting.Now);
        meeting.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["hi all", "and more"], alice.Texts);
        Assert.Equal(["hi all", "and more"], bob.Texts);
        Assert.Equal([first, second], carol.Of<TextQueued>().Select(queued => queued.Local));
        Assert.All(carol.Of<TextSent>(), sent => Assert.Equal(2, sent.Recipients.Count));

        // Whoever is there is spoken to at once.
        carol.Room.SendText("now", meeting.Now);
        meeting.Settle();
        Assert.Equal("now", bob.Texts[^1]);
    }

    [Fact]
    public void SendText_BeforeAnybodyIsThere_WaitsNoLongerThanFiveSeconds()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        ModelMember carol = new("Carol", meeting.Now);
        carol.Room.SendText("hi", meeting.Now);
        carol.Send(meeting.Relay, meeting.Now);
        alice.CatchUp(meeting.Relay, meeting.Now);
        bob.CatchUp(meeting.Relay, meeting.Now);
        alice.Send(meeting.Relay, meeting.Now);
        bob.Send(meeting.Relay, meeting.Now);

        // Bob answers nothing any more, so that his run stays open.
        meeting.Members.Remove(bob);
        meeting.Members.Add(carol);
        meeting.Pass(TimeSpan.FromSeconds(4));
        Assert.Empty(alice.Texts);
        meeting.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["hi"], alice.Texts);
        bob.Dispose();
    }

    [Fact]
    public void SendText_MoreThanMayWait_ThrowsAndKeepsWhatWaits()
    {
        using Meeting meeting = new();
        ModelMember alice = meeting.Join("Alice");
        for (int i = 0; i < 1_000; i++)
        {
            alice.Room.SendText($"text {i}", meeting.Now);
        }

        Assert.Throws<RoomException>(() => alice.Room.SendText("one more", meeting.Now));
        Assert.Equal(1_000, alice.Room.WaitingTexts);
        Assert.Throws<ArgumentException>(() => alice.Room.SendText(new string('x', (4 * 1024 * 1024) + 1), meeting.Now));
    }

    [Fact]
    public void SendText_LongerThanAMessage_IsSplitBetweenCharacters()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        string text = string.Concat(Enumerable.Repeat("a\u20ac\U0001f600", 70_000));
        long local = alice.Room.SendText(text, meeting.Now);
        meeting.Settle();
        Assert.Equal(text, string.Concat(bob.Texts));
        Assert.Equal(3, bob.Texts.Count);
        Assert.Equal([1, 2, 3], alice.Of<TextSent>().Select(sent => sent.Part));
        Assert.Equal([local], alice.Of<EntryStored>().Select(stored => stored.Local));
    }

    [Fact]
    public void Notices_AfterText_TellDeliveredAndReadWithinThirtySeconds()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        long local = alice.Room.SendText("hello", meeting.Now);
        meeting.Settle();
        Assert.Empty(alice.Of<Delivered>());
        Assert.InRange(bob.Room.NextDue!.Value, meeting.Now, meeting.Now.AddSeconds(30));
        meeting.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal([new Delivered(local, bob.Id)], alice.Of<Delivered>());
        Assert.Empty(alice.Of<Read>());
        bob.Room.MarkRead(bob.Of<TextReceived>().Single().Seq, meeting.Now);
        meeting.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal([new Read(local, bob.Id)], alice.Of<Read>());
        int head = meeting.Relay.Bodies.Count;
        meeting.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(head, meeting.Relay.Bodies.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-100_000)]
    [InlineData(1)]
    public void Notices_ClockSetMeanwhile_ComeWithinThirtySecondsAllTheSame(int hours)
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        long local = alice.Room.SendText("hello", meeting.Now);
        meeting.Settle();
        meeting.SetClock(TimeSpan.FromHours(hours));
        alice.Room.Tick(meeting.Now);
        bob.Restore(bob.Save(), meeting.Now);
        bob.Room.Tick(meeting.Now);
        meeting.Pass(TimeSpan.FromSeconds(31));
        Assert.Equal([new Delivered(local, bob.Id)], alice.Of<Delivered>());

        bob.Room.SendText("by the new clock", meeting.Now);
        meeting.Settle();
        Assert.Equal(meeting.Now, alice.Of<TextReceived>().Last().SentAt);
        Assert.Empty(alice.Alarms);
    }

    [Fact]
    public void Create_AfterThreeAttempts_SaysThatItIsLocked()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out _);
        Assert.Empty(alice.Of<Locked>());
        for (int i = 0; i < 3; i++)
        {
            meeting.Join($"Eve {i}", password: "guess");
            meeting.Pass(TimeSpan.FromMinutes(2));
        }

        Assert.True(alice.Room.IsLocked);
        Assert.Single(alice.Of<Locked>());
        using ModelMember again = new("Alice", meeting.Now, attempts: alice.Room.SaveAttempts());
        Assert.Single(again.Of<Locked>());
        byte[] saved = alice.Save();
        alice.Events.Clear();
        alice.Restore(saved, meeting.Now);
        alice.TakeEvents();
        Assert.Single(alice.Of<Locked>());
    }

    [Fact]
    public void Notices_WithoutAcknowledging_SayNothing()
    {
        using Meeting meeting = Meeting.OfTwo(
            out ModelMember alice, out ModelMember bob, new RoomOptions { Name = "any", Acknowledges = false });
        alice.Room.SendText("hello", meeting.Now);
        meeting.Settle();
        bob.Room.MarkRead(bob.Of<TextReceived>().Single().Seq, meeting.Now);
        int head = meeting.Relay.Bodies.Count;
        meeting.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(head, meeting.Relay.Bodies.Count);
        bob.Room.SendText("answer", meeting.Now);
        meeting.Settle();
        Assert.Single(alice.Of<Delivered>());
        Assert.Empty(alice.Of<Read>());
    }

    [Fact]
    public void Renewal_OnlyOneSends_KeysAreRenewedAllTheSame()
    {
        using Meeting meeting = Meeting.OfTwo(
            out ModelMember alice, out ModelMember bob, new RoomOptions { Name = "any", Acknowledges = false });
        long before = alice.Room.Members[0].Renewals;
        for (int i = 0; i < 60; i++)
        {
            alice.Room.SendText($"{i}", meeting.Now);
            meeting.Settle();
        }

        Assert.Equal(before, alice.Room.Members[0].Renewals);
        meeting.Pass(TimeSpan.FromSeconds(31));
        Assert.True(alice.Room.Members[0].Renewals > before);
        Assert.Equal(60, bob.Texts.Count);
    }

    /// <summary>One sends as fast as it can and no time passes; what it sends is read, and answered, this many messages later.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(500)]
    public void Renewal_OneSidedStreamWithoutAPause_AllArriveAndNobodyIsAway(int lag)
    {
        using Meeting meeting = Meeting.OfTwo(
            out ModelMember alice, out ModelMember bob, new RoomOptions { Name = "any", Acknowledges = false });
        for (int i = 1; i <= 5_000; i++)
        {
            alice.Room.SendText($"{i}", meeting.Now);
            alice.TakeEvents();
            if (i % lag == 0)
            {
                alice.Send(meeting.Relay, meeting.Now);
                bob.CatchUp(meeting.Relay, meeting.Now);
                bob.Send(meeting.Relay, meeting.Now);
                alice.CatchUp(meeting.Relay, meeting.Now);
            }
        }

        meeting.Settle();
        Assert.Equal(Enumerable.Range(1, 5_000).Select(i => $"{i}"), bob.Texts, StringComparer.Ordinal);
        Assert.Empty(alice.Of<Away>());
        Assert.InRange(alice.Of<KeysRenewed>().Count(), 5_000 / 900, 5_000 / 300);
        Assert.Empty(alice.Alarms);
        Assert.Empty(bob.Alarms);
    }

    [Fact]
    public void Renewal_AnHourWithoutTurn_AsksByItself()
    {
        using Meeting meeting = Meeting.OfTwo(
            out ModelMember alice, out ModelMember bob, new RoomOptions { Name = "any", Acknowledges = false });
        alice.Room.SendText("hello", meeting.Now);
        meeting.Settle();
        long before = alice.Room.Members[0].Renewals;
        meeting.Pass(TimeSpan.FromMinutes(62));
        Assert.True(alice.Room.Members[0].Renewals > before);
        Assert.Single(bob.Texts);
    }

    [Fact]
    public void WrongPassword_Joiner_IsCountedAndNeverPaired()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        ModelMember eve = meeting.Join("Eve", password: "guess");
        meeting.Pass(TimeSpan.FromMinutes(2));
        alice.Room.SendText("secret", meeting.Now);
        meeting.Settle();
        Assert.DoesNotContain(eve.Room.Members, member => member.IsPaired);
        Assert.Empty(eve.Texts);
        Assert.Equal(["secret"], bob.Texts);
        Assert.NotEmpty(alice.Of<AttemptCounted>());
        Assert.Contains(SecurityEventKind.WrongPasswordHere, alice.Alarms);
    }

    [Fact]
    public void WrongPassword_OnceInARoomOfMany_IsOneAttemptToEach()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        ModelMember[] members = [alice, bob, meeting.Join("Carol"), meeting.Join("Dora")];
        ModelMember eve = meeting.Join("Eve", password: "guess");
        meeting.Pass(TimeSpan.FromMinutes(2));
        Assert.True(Assert.Single(eve.Of<RefusedByPeer>()).Talks);
        Assert.All(members, member => Assert.Equal([1], member.Of<AttemptCounted>().Select(attempt => attempt.Count)));

        ModelMember again = meeting.Join("Eve again");
        meeting.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(4, again.Room.Members.Count(member => member.IsPaired));
    }

    [Fact]
    public void WrongPassword_OfSomebodyWhoStays_KeepsNobodyOut()
    {
        using Meeting meeting = new();
        meeting.Join("Eve", password: "guess");
        ModelMember alice = meeting.Join("Alice");
        ModelMember bob = meeting.Join("Bob");
        meeting.Pass(TimeSpan.FromMinutes(1));
        Assert.Contains(alice.Room.Members, member => member.Id == bob.Id && member.IsPaired);
        Assert.All(bob.Of<RefusedByPeer>(), refused => Assert.False(refused.Talks));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void GreetAgain_AfterAWrongPassword_MeetsEverybody(int seconds)
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out _);
        ModelMember kim = meeting.Join("Kim", password: "guess");
        meeting.Pass(TimeSpan.FromSeconds(seconds));
        meeting.Members.Remove(kim);
        ModelMember again = new("Kim", meeting.Now, seed: "another");
        again.Restore(kim.Save(), meeting.Now);
        again.Room.GreetAgain(meeting.Now);
        meeting.Members.Add(again);
        meeting.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(2, again.Room.Members.Count(member => member.IsPaired));
        Assert.Contains(alice.Room.Members, member => member.Id == kim.Id);
        kim.Dispose();
    }

    [Fact]
    public void Join_Third_ReadsFromThenOnAndAllThreeTalk()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        alice.Room.SendText("before", meeting.Now);
        meeting.Settle();
        ModelMember carol = meeting.Join("Carol");
        meeting.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(2, carol.Room.Members.Count);
        alice.Room.SendText("a", meeting.Now);
        meeting.Settle();
        carol.Room.SendText("c", meeting.Now);
        meeting.Settle();
        Assert.Equal(["a"], carol.Texts);
        Assert.Equal(["before", "a", "c"], bob.Texts);
        Assert.Empty(alice.Alarms);
        Assert.Empty(bob.Alarms);
        Assert.Empty(carol.Alarms);
    }

    [Fact]
    public void Leave_SaysGoodbyeAndEndsBothSides()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        alice.Room.Leave(meeting.Now);
        meeting.Settle();
        Assert.Equal([new Left(alice.Id)], bob.Of<Left>());
        Assert.Empty(bob.Room.Members);
        Assert.Empty(alice.Room.Outbox);
        Assert.Null(alice.Room.NextDue);
        Assert.Throws<RoomException>(() => alice.Room.SendText("more", meeting.Now));
    }

    [Fact]
    public void Away_SilentForTheRetention_GetsNoCopiesUntilHeard()
    {
        using Meeting meeting = Meeting.OfTwo(
            out ModelMember alice, out ModelMember bob, new RoomOptions { Name = "any", Retention = TimeSpan.FromDays(1) });
        meeting.Members.Remove(bob);
        meeting.Pass(TimeSpan.FromHours(23));
        alice.Room.SendText("before", meeting.Now);
        meeting.Pass(TimeSpan.FromHours(2));
        Assert.Equal([new Away(bob.Id, IsAway: true)], alice.Of<Away>());
        alice.Room.SendText("nobody there", meeting.Now);
        Assert.Equal(1, alice.Room.WaitingTexts);
        meeting.Members.Add(bob);
        bob.Room.SendText("back", meeting.Now);
        meeting.Settle();
        Assert.Equal(["before", "nobody there"], bob.Texts);
        Assert.Equal(["back"], alice.Texts);
        Assert.Contains(new Away(bob.Id, IsAway: false), alice.Of<Away>());
    }

    [Fact]
    public void Away_BothSilentForTheRetention_FindEachOtherAgain()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        DateTimeOffset later = meeting.Now.AddDays(30);
        alice.Room.Tick(later);
        bob.Room.Tick(later);
        alice.TakeEvents();
        bob.TakeEvents();
        Assert.Single(alice.Of<Away>());
        Assert.Single(bob.Of<Away>());
        alice.Room.SendText("are you there?", later);
        alice.Send(meeting.Relay, later);
        bob.CatchUp(meeting.Relay, later);
        bob.Room.SendText("yes", later);
        bob.Send(meeting.Relay, later);
        alice.CatchUp(meeting.Relay, later);
        Assert.Equal(["are you there?"], bob.Texts);
        Assert.Equal(["yes"], alice.Texts);
        Assert.False(alice.Room.Members[0].IsAway);
    }

    [Fact]
    public void SendMove_ReachesOnlyWhomItIsFor()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        ModelMember carol = meeting.Join("Carol");
        meeting.Pass(TimeSpan.FromMinutes(1));
        string invitation = new Invitation { Host = "relay.example", Code = RoomCode.Generate() }.ToText();
        using Password other = new("other");
        long local = alice.Room.SendMove([bob.Id], invitation, other, meeting.Now);
        meeting.Pass(TimeSpan.FromMinutes(1));
        MoveOffered offered = Assert.Single(bob.Of<MoveOffered>());
        Assert.Equal((invitation, "other"), (offered.Invitation, offered.RevealPassword()));
        Assert.DoesNotContain("other", offered.ToString(), StringComparison.Ordinal);
        using Password copy = offered.CopyPassword();
        offered.Dispose();
        Assert.Throws<ObjectDisposedException>(offered.RevealPassword);
        Assert.Equal("other"u8, copy.Utf8);
        Assert.Empty(carol.Of<MoveOffered>());
        Assert.Contains(new Delivered(local, bob.Id), alice.Of<Delivered>());
        Assert.Throws<ArgumentException>(() => alice.Room.SendMove([alice.Id], invitation, other, meeting.Now));
        Assert.Throws<ArgumentException>(() => alice.Room.SendMove([bob.Id], "locket://", other, meeting.Now));
    }

    [Fact]
    public void ComparisonPhrase_OfASession_IsTheSameOnBothSides()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        string phrase = alice.Room.ComparisonPhrase(bob.Id);
        Assert.Equal(29, phrase.Length);
        Assert.Equal(phrase, bob.Room.ComparisonPhrase(alice.Id));
        Assert.Throws<ArgumentException>(() => alice.Room.ComparisonPhrase(alice.Id));
    }
}
