using Xunit;

namespace Locket.Rooms.Tests.Model;

/// <summary>What a stolen saved state opens and what it does not.</summary>
public sealed class RoomCompromiseTests
{
    [Fact]
    public void StolenState_EarlierMessages_StayShut()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        Talk(meeting, alice, bob, "early", count: 6);
        byte[] stolen = bob.Save();
        using ModelMember thief = bob.Thief(stolen, meeting.Now);
        foreach (byte[] body in meeting.Relay.Bodies)
        {
            thief.Room.Receive(new RoomEntry(thief.Room.Position + 1, meeting.Now, body), meeting.Now);
            thief.TakeEvents();
        }

        Assert.Equal(6, bob.Texts.Count);
        Assert.Empty(thief.Texts);
    }

    [Fact]
    public void StolenState_AfterTheNextTurnOfEachSide_OpensNothingMore()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        Talk(meeting, alice, bob, "before", count: 2);
        byte[] stolen = bob.Save();
        using ModelMember thief = bob.Thief(stolen, meeting.Now);

        // What is said until both have turned is the thief's; afterwards nothing is.
        Talk(meeting, alice, bob, "lost", count: 2);
        thief.CatchUp(meeting.Relay, meeting.Now);
        Assert.NotEmpty(thief.Texts);
        thief.Events.Clear();
        Talk(meeting, alice, bob, "healed", count: 5);
        thief.CatchUp(meeting.Relay, meeting.Now);
        Assert.Empty(thief.Texts);
        Assert.Equal(9, bob.Texts.Count);
        Assert.Contains(SecurityEventKind.Damaged, thief.Alarms);
    }

    [Fact]
    public void StolenState_OfOneSession_OpensNothingOfOthers()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        ModelMember carol = meeting.Join("Carol");
        meeting.Pass(TimeSpan.FromMinutes(1));
        string invitation = new Invitation { Host = "relay.example", Code = RoomCode.Generate() }.ToText();
        byte[] stolen = carol.Save();
        using ModelMember thief = carol.Thief(stolen, meeting.Now);
        using Password password = new("without Carol");
        alice.Room.SendMove([bob.Id], invitation, password, meeting.Now);
        meeting.Settle();
        thief.CatchUp(meeting.Relay, meeting.Now);
        Assert.Single(bob.Of<MoveOffered>());
        Assert.Empty(thief.Of<MoveOffered>());
    }

    /// <summary>Whoever has everything that ever crossed the relay, and the room's code, cannot tell a right guess from a wrong one.</summary>
    [Fact]
    public void Recording_UnderTheRightAndUnderWrongPasswords_LooksTheSame()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        Talk(meeting, alice, bob, "recorded", count: 3);
        string right = Guess(meeting, "hello");
        Assert.Contains("sends 2", right, StringComparison.Ordinal);
        Assert.All((string[])["hallo", "password", "hello "], guess => Assert.Equal(right, Guess(meeting, guess)));
    }

    /// <summary>
    /// What a program with that password makes of the recording as if it were there before, so that it begins runs with those who were
    /// recorded, and of every entry shown a second time.
    /// </summary>
    private static string Guess(Meeting meeting, string password)
    {
        using ModelMember guesser = new("Guesser", meeting.Now, password, seed: "guesser");
        List<string> seen = [];
        guesser.Room.Receive(new RoomEntry(1, meeting.Now, guesser.Room.Outbox[0].Body.Span), meeting.Now);
        guesser.Room.CaughtUp(1, 1, meeting.Now);
        for (int round = 0; round < 2; round++)
        {
            foreach (byte[] body in meeting.Relay.Bodies)
            {
                guesser.Room.Receive(new RoomEntry(guesser.Room.Position + 1, meeting.Now, body), meeting.Now);
            }

            guesser.Room.CaughtUp(1, guesser.Room.Position, meeting.Now);
            guesser.Room.Tick(meeting.Now.AddMinutes(round + 1));
        }

        guesser.TakeEvents();
        seen.AddRange(guesser.Events.Select(found => found is SecurityEvent alarm ? $"{alarm.Kind} {alarm.Seq}" : found.ToString()));
        seen.AddRange(guesser.Room.Outbox.Select(entry => $"sends {entry.Body.Span[0]} {entry.Body.Length}"));
        Assert.DoesNotContain(guesser.Room.Members, member => member.IsPaired);
        Assert.Empty(guesser.Texts);
        return string.Join('\n', seen);
    }

    private static void Talk(Meeting meeting, ModelMember alice, ModelMember bob, string text, int count)
    {
        for (int i = 0; i < count; i++)
        {
            alice.Room.SendText($"{text} {i}", meeting.Now);
            meeting.Settle();
            bob.Room.SendText($"answer {text} {i}", meeting.Now);
            meeting.Settle();
        }
    }
}
