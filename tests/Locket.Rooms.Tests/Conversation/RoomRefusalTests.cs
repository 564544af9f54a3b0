using Locket.Rooms.Entries;
using Locket.Rooms.Members;
using Locket.Rooms.Tests.Model;
using Locket.Rooms.Tests.Pairing;
using Locket.Rooms.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.Conversation;

/// <summary>What a stranger can do to newcomers who has the room's code and nothing else: write entries in any name.</summary>
public class RoomRefusalTests
{
    /// <summary>How long a program waits after a refuse.</summary>
    private static readonly TimeSpan ProgramWaits = TimeSpan.FromSeconds(3);

    [Fact]
    public void Refuse_ForgedInTheNamesOfTalkers_KeepsNobodyOut()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        alice.Room.SendText("hello", meeting.Now);
        meeting.Settle();
        Rubbish(meeting, alice.Id);
        Rubbish(meeting, bob.Id);

        // The stranger is faster than anybody who is there: a refuse of each answer stands in the log before the confirm.
        ModelMember carol = new("Carol", meeting.Now);
        HashSet<int> done = [];
        for (int round = 0; round < 20; round++)
        {
            carol.Send(meeting.Relay, meeting.Now);
            Refuse(meeting, carol.Id, done);
            carol.CatchUp(meeting.Relay, meeting.Now);
            alice.CatchUp(meeting.Relay, meeting.Now);
            alice.Send(meeting.Relay, meeting.Now);
            bob.CatchUp(meeting.Relay, meeting.Now);
            bob.Send(meeting.Relay, meeting.Now);
        }

        meeting.Members.Add(carol);
        meeting.Settle();
        Assert.NotEmpty(carol.Of<RefusedByPeer>());
        Assert.Contains(carol.Of<RefusedByPeer>(), refused => refused.Talks);
        Assert.Equal(2, carol.Room.Members.Count(member => member.IsPaired));
        Assert.Empty(alice.Of<AttemptCounted>());
        Assert.Empty(bob.Of<AttemptCounted>());
    }

    [Fact]
    public void Refuse_OfAStrangerThatStartedItself_DelaysThoseWhoStayAndNoMore()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        using Stranger stranger = new(meeting);
        Rubbish(meeting, stranger.Id);
        ModelMember carol = new("Carol", meeting.Now);
        carol.Send(meeting.Relay, meeting.Now);
        stranger.Start(carol.Id);
        meeting.Members.Add(carol);
        HashSet<int> done = [];
        carol.CatchUp(meeting.Relay, meeting.Now);
        carol.Send(meeting.Relay, meeting.Now);
        Refuse(meeting, carol.Id, done);
        Assert.Single(done);
        meeting.Settle();
        Assert.False(carol.Room.IsMeeting);
        Assert.DoesNotContain(carol.Room.Members, member => member.IsPaired);
        meeting.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(2, carol.Room.Members.Count(member => member.IsPaired));
        Assert.Empty(alice.Of<AttemptCounted>());
        Assert.Empty(bob.Of<AttemptCounted>());
    }

    [Fact]
    public void Refuse_OfThoseWhoAreThere_IsOneAttemptToEachUntilTheProgramEnds()
    {
        using Meeting meeting = Meeting.OfTwo(out ModelMember alice, out ModelMember bob);
        ModelMember[] members = [alice, bob, meeting.Join("Carol")];
        ModelMember eve = meeting.Join("Eve", password: "guess");
        Assert.False(eve.Room.IsMeeting);
        meeting.Pass(ProgramWaits);
        Assert.True(Assert.Single(eve.Of<RefusedByPeer>()).Talks);
        Assert.False(eve.Room.IsMeeting);
        Assert.All(members, member => Assert.Equal([1], member.Of<AttemptCounted>().Select(attempt => attempt.Count)));
    }

    [Fact]
    public void Refuse_BySomebodyWhoNeverSpoke_LeavesTheOthersToBeAnswered()
    {
        using Meeting meeting = new();
        ModelMember eve = meeting.Join("Eve", password: "guess");
        ModelMember alice = meeting.Join("Alice");
        ModelMember bob = new("Bob", meeting.Now);
        bob.Send(meeting.Relay, meeting.Now);
        foreach (ModelMember member in new[] { eve, alice })
        {
            member.CatchUp(meeting.Relay, meeting.Now);
            member.Send(meeting.Relay, meeting.Now);
        }

        bob.CatchUp(meeting.Relay, meeting.Now);
        Assert.True(bob.Room.IsMeeting);
        meeting.Members.Add(bob);
        meeting.Settle();
        Assert.Contains(bob.Room.Members, member => member.Id == alice.Id && member.IsPaired);
    }

    /// <summary>An entry that looks like a message of somebody and opens for nobody.</summary>
    private static void Rubbish(Meeting meeting, MemberId from)
    {
        byte[] body = [.. meeting.Relay.Bodies.FindLast(body => body[0] == (byte)EntryType.Message)!];
        from.CopyTo(body.AsSpan(1));
        body[^1] ^= 1;
        meeting.Relay.Append(body);
    }

    /// <summary>Refuses each answer of a member that was not refused yet, in the name of whom it is for.</summary>
    private static void Refuse(Meeting meeting, MemberId answerer, HashSet<int> done)
    {
        for (int i = 0; i < meeting.Relay.Bodies.Count; i++)
        {
            if (EntryBody.TryRead(meeting.Relay.Bodies[i], out EntryBody entry) && AnswerBody.TryRead(entry, out AnswerBody answer)
                && answer.From == answerer && done.Add(i))
            {
                meeting.Relay.Append(new RefuseBody { From = answer.To, To = answerer, Session = answer.Session }.Write());
            }
        }
    }

    /// <summary>Knows the code only, and starts runs under an id of its own.</summary>
    private sealed class Stranger(Meeting meeting) : IDisposable
    {
        private readonly Identity _identity = Identity.Create(new SeededRandom("stranger"));

        public MemberId Id => _identity.Id;

        public void Start(MemberId member)
        {
            byte[] body = meeting.Relay.Bodies.FindLast(
                body => body[0] == (byte)EntryType.Hello && MemberId.FromBytes(body.AsSpan(1, MemberId.LengthInBytes)) == member)!;
            Assert.True(EntryBody.TryRead(body, out EntryBody entry));
            Assert.True(HelloBody.TryRead(entry, out HelloBody hello));
            byte[] session = [.. hello.Nonce, .. new byte[16]];
            meeting.Relay.Append(new StartBody
            {
                From = Id,
                To = member,
                Session = session,
                IdentityKey = _identity.PublicKey,
                Share = _identity.PublicKey,
            }.Write());
        }

        public void Dispose() => _identity.Dispose();
    }
}
