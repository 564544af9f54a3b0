using Locket.Rooms.Entries;
using Locket.Rooms.Tests.Model;
using Xunit;

namespace Locket.Rooms.Tests.Conversation;

/// <summary>Pairing again: the old session stands until the new one does, and only who is concerned is asked, once.</summary>
public sealed class RoomPairAgainTests
{
    [Fact]
    public void PairAgain_OtherNeverAnswers_OldSessionGoesOn()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        alice.Room.PairAgain(bob.Id, meeting.Now);
        meeting.Pass(TimeSpan.FromMinutes(10));
        Talk(meeting, alice, bob, "still here");
        Assert.Single(bob.Of<PairAgainAsked>());
        Assert.Empty(alice.Of<Paired>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PairAgain_BothAgree_NewSessionWithoutALostText(bool restarts)
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        string old = alice.Room.ComparisonPhrase(bob.Id);
        alice.Room.PairAgain(bob.Id, meeting.Now);
        alice.Room.SendText("before", meeting.Now);
        meeting.Settle();
        if (restarts)
        {
            alice.Restore(alice.Save(), meeting.Now);
            bob.Restore(bob.Save(), meeting.Now);
        }

        // What is said while the run is under way arrives in whichever session it was sealed in.
        bob.Room.PairAgain(alice.Id, meeting.Now);
        for (int i = 0; i < 4; i++)
        {
            alice.Room.SendText($"alice {i}", meeting.Now);
            bob.Room.SendText($"bob {i}", meeting.Now);
            alice.Send(meeting.Relay, meeting.Now);
            bob.CatchUp(meeting.Relay, meeting.Now);
            bob.Send(meeting.Relay, meeting.Now);
            alice.CatchUp(meeting.Relay, meeting.Now);
        }

        meeting.Settle();
        Assert.Equal(["before", "alice 0", "alice 1", "alice 2", "alice 3"], bob.Texts);
        Assert.Equal(["bob 0", "bob 1", "bob 2", "bob 3"], alice.Texts);
        string phrase = alice.Room.ComparisonPhrase(bob.Id);
        Assert.NotEqual(old, phrase, StringComparer.Ordinal);
        Assert.Equal(phrase, bob.Room.ComparisonPhrase(alice.Id));
        Assert.Single(alice.Of<Paired>());
        Assert.Single(bob.Of<Paired>());
        Assert.Single(alice.Of<Confirmed>());
        Assert.Empty(alice.Of<PairAgainAsked>());
        Assert.Empty(alice.Alarms);
        Assert.Empty(bob.Alarms);
    }

    [Fact]
    public void PairAgain_BothAtOnce_EndInOneSession()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        alice.Room.PairAgain(bob.Id, meeting.Now);
        bob.Room.PairAgain(alice.Id, meeting.Now);
        meeting.Pass(TimeSpan.FromMinutes(2));
        Assert.NotEmpty(alice.Of<Paired>());
        Assert.Empty(alice.Of<PairAgainAsked>());
        Assert.Empty(bob.Of<PairAgainAsked>());
        Talk(meeting, alice, bob, "one");
        Talk(meeting, bob, alice, "two");
        Assert.Equal(alice.Room.ComparisonPhrase(bob.Id), bob.Room.ComparisonPhrase(alice.Id));
    }

    [Fact]
    public void PairAgain_InARoomOfThree_AsksOnlyThatMember()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        ModelMember carol = meeting.Join("Carol");
        for (int i = 0; i < 40; i++)
        {
            alice.Room.PairAgain(bob.Id, meeting.Now);
            meeting.Settle();
        }

        Assert.Single(bob.Of<PairAgainAsked>());
        Assert.Empty(carol.Of<PairAgainAsked>());
        Talk(meeting, alice, carol, "to Carol");
        bob.Room.PairAgain(alice.Id, meeting.Now);
        meeting.Settle();
        Assert.Single(bob.Of<Paired>(), paired => paired.Member == alice.Id);
        Talk(meeting, alice, bob, "to Bob");
    }

    [Fact]
    public void PairAgain_HellosForgedInAName_AskOnceAndEndNothing()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        byte[] key = meeting.Relay.Bodies.First(body => body[0] == (byte)EntryType.Hello && Sender(body) == bob.Id)[35..100];
        int before = alice.Save().Length;
        for (int i = 0; i < 500; i++)
        {
            meeting.Relay.Append(new HelloBody
            {
                From = bob.Id,
                To = i % 2 == 0 ? alice.Id : MemberId.Everyone,
                Version = 1,
                Suite = 1,
                IdentityKey = key,
                Nonce = Guid.NewGuid().ToByteArray(),
            }.Write());
        }

        meeting.Settle();
        Assert.Single(alice.Of<PairAgainAsked>());
        Assert.InRange(alice.Save().Length, before, before + 40_000);

        // Even who agrees loses nothing by it: nobody answers, and the two go on as they were.
        alice.Room.PairAgain(bob.Id, meeting.Now);
        meeting.Pass(TimeSpan.FromMinutes(5));
        Talk(meeting, alice, bob, "unmoved");
        Talk(meeting, bob, alice, "unmoved too");
        Assert.Empty(alice.Of<Paired>());
        Assert.Empty(alice.Of<AttemptCounted>());
    }

    [Fact]
    public void PairAgain_ConfirmOfARunFromBefore_MakesNoSession()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        alice.Room.PairAgain(bob.Id, meeting.Now);
        meeting.Settle();
        bob.Room.PairAgain(alice.Id, meeting.Now);
        meeting.Settle();
        string phrase = alice.Room.ComparisonPhrase(bob.Id);
        foreach (byte[] body in meeting.Relay.Bodies.ToArray())
        {
            meeting.Relay.AppendCopy(body);
        }

        meeting.Settle();
        Talk(meeting, alice, bob, "after the replay");
        Assert.Equal(phrase, alice.Room.ComparisonPhrase(bob.Id));
        Assert.Equal(phrase, bob.Room.ComparisonPhrase(alice.Id));
        Assert.Single(alice.Of<Paired>());
    }

    private static MemberId Sender(byte[] body) => EntryBody.TryRead(body, out EntryBody entry) ? entry.From : default;

    private static void Talk(Meeting meeting, ModelMember from, ModelMember to, string text)
    {
        from.Room.SendText(text, meeting.Now);
        meeting.Settle();
        Assert.Equal(text, to.Texts[^1]);
    }
}
