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
