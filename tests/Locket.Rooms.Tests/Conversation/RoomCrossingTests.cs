using Locket.Rooms.Entries;
using Locket.Rooms.Tests.Model;
using Xunit;

namespace Locket.Rooms.Tests.Conversation;

/// <summary>Two runs of one pair that both end well, and what a relay makes of it.</summary>
public sealed class RoomCrossingTests
{
    /// <summary>
    /// The fault: each side starts, each reads the other's start before its own comes back, answers, and confirms its own run. Each had a
    /// session then that the other had never heard of.
    /// </summary>
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public void Confirm_OfBothRuns_BothHearEachOther(bool isFirstWithheld, bool isSecondWithheld, bool restarts)
    {
        using Crossing crossing = new(restarts);
        crossing.ShowConfirm(crossing.Alice, isFirstWithheld);
        crossing.ShowConfirm(crossing.Bob, isSecondWithheld);
        crossing.Say("one");
        crossing.Say("two");
        Assert.Equal(["Bob one", "Bob two"], crossing.Alice.Texts);
        Assert.Equal(["Alice one", "Alice two"], crossing.Bob.Texts);
        Assert.Equal(crossing.Alice.Room.ComparisonPhrase(crossing.Bob.Id), crossing.Bob.Room.ComparisonPhrase(crossing.Alice.Id));
        Assert.All(crossing.Both, member => Assert.True(member.Room.Members is [{ IsConfirmed: true }]));
        Assert.All(crossing.Both, member => Assert.Single(member.Of<Paired>()));
        Assert.All(crossing.Both, member => Assert.Empty(member.Of<PairAgainAsked>()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Confirm_OfTheOtherRunMuchLater_MovesNobody(bool isBobs)
    {
        using Crossing crossing = new(restarts: true);
        ModelMember late = isBobs ? crossing.Bob : crossing.Alice;
        crossing.ShowConfirm(crossing.Alice, isWithheld: late == crossing.Alice);
        crossing.ShowConfirm(crossing.Bob, isWithheld: late == crossing.Bob);
        crossing.Say("early");
        string phrase = late.Room.ComparisonPhrase(late == crossing.Bob ? crossing.Alice.Id : crossing.Bob.Id);

        // The relay releases it when the two have talked for long in the other session.
        crossing.ShowConfirm(late, isWithheld: false);
        crossing.Say("late");
        Assert.Equal(phrase, late.Room.ComparisonPhrase(late == crossing.Bob ? crossing.Alice.Id : crossing.Bob.Id));
        Assert.Equal(["Bob early", "Bob late"], crossing.Alice.Texts);
        Assert.Equal(["Alice early", "Alice late"], crossing.Bob.Texts);
    }

    [Fact]
    public void Bye_AfterACrossing_EndsBothSessions()
    {
        using Crossing crossing = new(restarts: false);
        crossing.ShowConfirm(crossing.Alice, isWithheld: false);
        crossing.ShowConfirm(crossing.Bob, isWithheld: false);
        crossing.Alice.Room.Leave(crossing.Now);
        crossing.Deliver();
        Assert.Empty(crossing.Bob.Room.Members);
        Assert.Single(crossing.Bob.Of<Left>());
    }

    [Fact]
    public void Save_WithTwoSessions_SavesTheSameBytesAgain()
    {
        using Crossing crossing = new(restarts: false);
        crossing.ShowConfirm(crossing.Alice, isWithheld: false);
        byte[] saved = crossing.Alice.Save();
        crossing.Alice.Restore(saved, crossing.Now);
        Assert.Equal(saved, crossing.Alice.Save());
    }

    /// <summary>Two members that have both confirmed their own run and not yet read the other's confirm.</summary>
    private sealed class Crossing : IDisposable
    {
        private readonly bool _restarts;
        private readonly Dictionary<ModelMember, byte[]> _confirms = [];

        public Crossing(bool restarts)
        {
            _restarts = restarts;
            Both = [Alice, Bob];
            Dictionary<ModelMember, byte[]> hellos = Both.ToDictionary(member => member, TakeBody);
            foreach (ModelMember member in Both)
            {
                Show(member, hellos[member]);
                Show(member, hellos[Other(member)]);
                member.Room.CaughtUp(1, member.Room.Position, Now);
            }

            Dictionary<ModelMember, byte[]> starts = Both.ToDictionary(member => member, TakeBody);
            Both.ForEach(member => Show(member, starts[Other(member)]));
            Dictionary<ModelMember, byte[]> answers = Both.ToDictionary(member => member, TakeBody);
            Both.ForEach(member => Show(member, answers[Other(member)]));
            Both.ForEach(member => _confirms.Add(member, TakeBody(member)));
            Assert.All(_confirms.Values, body => Assert.Equal((byte)EntryType.Confirm, body[0]));

            // What each says into its own session so far comes behind its confirm, or not at all where that is withheld.
            Both.ForEach(member => TakeBody(member));
            Both.ForEach(member => Assert.Empty(member.Room.Outbox));
        }

        public DateTimeOffset Now { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

        public ModelMember Alice { get; } = new("Alice", new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

        public ModelMember Bob { get; } = new("Bob", new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

        public List<ModelMember> Both { get; }

        public void ShowConfirm(ModelMember reader, bool isWithheld)
        {
            if (!isWithheld)
            {
                Show(reader, _confirms[Other(reader)]);
            }
        }

        public void Say(string text)
        {
            foreach (ModelMember member in Both)
            {
                member.Room.SendText($"{member.Name} {text}", Now);
                member.TakeEvents();
                Deliver();
            }
        }

        public void Deliver()
        {
            while (Both.Find(member => member.Room.Outbox.Count > 0) is { } member)
            {
                Show(Other(member), TakeBody(member));
            }
        }

        public void Dispose() => Both.ForEach(member => member.Dispose());

        private ModelMember Other(ModelMember member) => member == Alice ? Bob : Alice;

        private byte[] TakeBody(ModelMember member)
        {
            OutboxEntry entry = member.Room.Outbox[0];
            byte[] body = entry.Body.ToArray();
            member.Room.Stored(entry.Id.Span, member.Room.Position + 1, Now);
            member.TakeEvents();
            return body;
        }

        private void Show(ModelMember member, byte[] body)
        {
            member.Room.Receive(new RoomEntry(member.Room.Position + 1, Now, body), Now);
            member.TakeEvents();
            if (_restarts)
            {
                member.Restore(member.Save(), Now);
            }
        }
    }
}
