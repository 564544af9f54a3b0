using System.Buffers.Binary;
using Locket.Rooms.Entries;
using Locket.Rooms.Tests.Model;
using Xunit;

namespace Locket.Rooms.Tests.Conversation;

/// <summary>Whoever sends entries and is not paired is seen, for as long as it lately did.</summary>
public class RoomUnpairedTests
{
    [Fact]
    public void Members_SomebodyWithAnotherPassword_AreThoseWhoArePairedAndThenItUntilItIsSilent()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        ModelMember eve = meeting.Join("Eve", password: "guess");
        Assert.Equal([(bob.Id, true), (eve.Id, false)], alice.Room.Members.Select(member => (member.Id, member.IsPaired)));
        RoomMember unpaired = alice.Room.Members[1];
        Assert.Equal((string.Empty, false, false, meeting.Now), (unpaired.Name, unpaired.IsConfirmed, unpaired.IsAway, unpaired.LastHeard));
        Assert.Equal(2, eve.Room.Members.Count(member => !member.IsPaired));
        meeting.Members.Remove(eve);
        meeting.Pass(TimeSpan.FromMinutes(9));
        Assert.Equal(2, alice.Room.Members.Count);
        meeting.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal([bob.Id], alice.Room.Members.Select(member => member.Id));
        eve.Dispose();
    }

    [Fact]
    public void Members_ThoseWhoWentBefore_AreNotThere()
    {
        using Meeting meeting = Meeting.OfTwo(out _, out ModelMember bob);
        bob.Room.Leave(meeting.Now);
        meeting.Settle();
        meeting.Members.Remove(bob);
        ModelMember carol = meeting.Join("Carol");
        Assert.Equal(["Alice"], carol.Room.Members.Select(member => member.Name), StringComparer.Ordinal);
        bob.Dispose();
    }

    [Fact]
    public void Members_OnceTheyArePaired_AreThereOnce()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        ModelMember carol = new("Carol", meeting.Now);
        carol.Send(meeting.Relay, meeting.Now);
        alice.CatchUp(meeting.Relay, meeting.Now);
        Assert.Contains(alice.Room.Members, member => member.Id == carol.Id && !member.IsPaired);
        meeting.Members.Add(carol);
        meeting.Settle();
        Assert.Equal(
            new[] { bob.Id, carol.Id }.Order(), alice.Room.Members.Where(member => member.IsPaired).Select(member => member.Id));
        Assert.Equal(2, alice.Room.Members.Count);
    }

    [Fact]
    public void Members_AFloodOfIds_StayFew()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        byte[] message = meeting.Relay.Bodies.FindLast(body => body[0] == (byte)EntryType.Message)!;
        for (int i = 0; i < 1_000; i++)
        {
            byte[] body = [.. message];
            BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(1), i);
            meeting.Relay.Append(body);
        }

        meeting.Settle();
        Assert.Equal(32, alice.Room.Members.Count);
        Assert.Equal(bob.Id, alice.Room.Members[0].Id);
        Assert.Equal(999, BinaryPrimitives.ReadInt32BigEndian(alice.Room.Members[1].Id.ToBytes()));
    }
}
