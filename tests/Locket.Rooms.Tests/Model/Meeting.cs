using Xunit;

namespace Locket.Rooms.Tests.Model;

/// <summary>Some members at an honest relay, with a clock that only the test moves.</summary>
internal sealed class Meeting : IDisposable
{
    public DateTimeOffset Now { get; private set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public ModelRelay Relay { get; } = new(ModelMember.Address);

    public List<ModelMember> Members { get; } = [];

    public static Meeting OfTwo(out ModelMember alice, out ModelMember bob, RoomOptions? options = null)
    {
        Meeting meeting = new();
        alice = meeting.Join("Alice", options: options);
        bob = meeting.Join("Bob", options: options);
        Assert.True(alice.Room.Members is [{ IsPaired: true, IsConfirmed: true, Name: "Bob" }]);
        Assert.True(bob.Room.Members is [{ IsPaired: true, IsConfirmed: true, Name: "Alice" }]);
        alice.Events.Clear();
        bob.Events.Clear();
        return meeting;
    }

    public ModelMember Join(
        string name, string password = "hello", CipherSuite suite = CipherSuite.Aes256, RoomOptions? options = null)
    {
        ModelMember member = new(name, Now, password, suite, options);
        Members.Add(member);
        Settle();
        return member;
    }

    /// <summary>Lets everything arrive until nobody has anything to say; no time passes.</summary>
    public void Settle()
    {
        bool isMoving = true;
        for (int round = 0; isMoving; round++)
        {
            Assert.True(round < 1_000, "the members talk without end");
            isMoving = false;
            foreach (ModelMember member in Members)
            {
                isMoving |= member.Send(Relay, Now) || member.Room.Position < Relay.Head;
                member.CatchUp(Relay, Now);
            }
        }
    }

    /// <summary>Everybody's clock is set to another time.</summary>
    public void SetClock(TimeSpan by) => Now += by;

    /// <summary>Lets time pass in steps, everything arriving at once; every member is woken when it said it has something to do.</summary>
    public void Pass(TimeSpan time)
    {
        Settle();
        DateTimeOffset end = Now + time;
        for (int round = 0; Now < end; round++)
        {
            Assert.True(round < 100_000, "the members are woken without end");
            DateTimeOffset? due = Members.Select(member => member.Room.NextDue).Where(next => next is not null).Min();
            Now = due is { } next && next < end ? (next > Now ? next : Now) : end;
            foreach (ModelMember member in Members)
            {
                if (member.Room.NextDue <= Now)
                {
                    member.Room.Tick(Now);
                    member.TakeEvents();
                    Assert.False(member.Room.NextDue <= Now, $"{member.Name} wants to be woken at once again");
                }
            }

            Settle();
        }
    }

    public void Dispose() => Members.ForEach(member => member.Dispose());
}
