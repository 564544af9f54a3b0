using Locket.Rooms.Entries;
using Xunit;

namespace Locket.Rooms.Tests.Model;

/// <summary>
/// Members that each see their own hello first, so that all start, and read the log as late as chance will have it, by more than the half
/// minute after which a run makes room for the next one: so runs of a pair cross. The relay may also withhold a confirm from its reader for
/// ever, one of each pair.
/// </summary>
internal sealed class CrossingSchedule(int seed, int count, bool isWithholding) : IDisposable
{
    private const int StepsPerMember = 30;
    private const int PhraseEvery = 10;
    private const int LongestPauseInMilliseconds = 40_000;

    private readonly Random _random = new(seed);
    private readonly Dictionary<ModelMember, List<byte[]>> _views = [];
    private readonly List<byte[]> _all = [];
    private readonly List<ModelMember> _members = [];
    private readonly HashSet<(MemberId, MemberId)> _withheld = [];
    private DateTimeOffset _now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private int _typed;

    /// <summary>Gets how many pairs made sessions of two runs.</summary>
    public int Crossings { get; private set; }

    public void Run()
    {
        for (int i = 0; i < count; i++)
        {
            ModelMember member = new($"Member {i}", _now, seed: $"crossing {seed} {i}");
            _members.Add(member);
            _views.Add(member, [.. member.Room.Outbox.Select(entry => entry.Body.ToArray())]);
        }

        _members.ForEach(member => Send(member, [.. _members.Where(reader => reader != member)]));

        for (int step = 0; step < StepsPerMember * count; step++)
        {
            Step(_members[_random.Next(count)]);
        }

        // Everyone comes to rest, and has said something twice: what the first text may still decide, the second follows.
        for (int round = 0; round < 6; round++)
        {
            Settle();
            _now += TimeSpan.FromSeconds(60);
            _members.ForEach(member => member.Room.Unlock(_now));
            _members.ForEach(Tick);
        }

        Say("first");
        Say("last");
        Judge();
    }

    public void Dispose() => _members.ForEach(member => member.Dispose());

    private void Step(ModelMember member)
    {
        switch (_random.Next(10))
        {
            case 0 or 1 or 2:
                Send(member, _members);
                break;
            case 3 or 4 or 5 or 6:
                Read(member, _random.Next(1, 5));
                break;
            case 7:
                _now += TimeSpan.FromMilliseconds(_random.Next(LongestPauseInMilliseconds));
                _members.ForEach(Tick);
                break;
            case 8:
                member.Restore(member.Save(), _now);
                break;
            default:
                member.Room.SendText($"text {_typed++}", _now);
                member.TakeEvents();
                break;
        }
    }

    private void Tick(ModelMember member)
    {
        member.Room.Tick(_now);
        member.TakeEvents();
        Assert.False(member.Room.NextDue <= _now, "a member wants to be woken at once again");
    }

    private void Read(ModelMember member, int most)
    {
        List<byte[]> view = _views[member];
        foreach (byte[] body in view[..Math.Min(most, view.Count)])
        {
            if (!IsWithheld(member, body))
            {
                member.Room.Receive(new RoomEntry(member.Room.Position + 1, _now, body), _now);
                member.TakeEvents();
            }
        }

        view.RemoveRange(0, Math.Min(most, view.Count));
        member.Room.CaughtUp(1, member.Room.Position, _now);
        member.TakeEvents();
    }

    private bool Send(ModelMember member, List<ModelMember> readers)
    {
        OutboxEntry[] entries = [.. member.Room.Outbox];
        foreach (OutboxEntry entry in entries)
        {
            byte[] body = entry.Body.ToArray();
            _all.Add(body);
            readers.ForEach(reader => _views[reader].Add(body));
            member.Room.Stored(entry.Id.Span, _all.Count, _now);
            member.TakeEvents();
        }

        return entries.Length > 0;
    }

    private bool IsWithheld(ModelMember member, byte[] body)
    {
        if (!isWithholding || !EntryBody.TryRead(body, out EntryBody entry) || entry.Type != EntryType.Confirm || entry.To != member.Id)
        {
            return false;
        }

        // Only where the other's confirm is there, or the pair would not meet at all; and one of both.
        if (Confirms(member.Id, entry.From) && !_withheld.Contains((member.Id, entry.From)))
        {
            _withheld.Add((entry.From, member.Id));
        }

        return _withheld.Contains((entry.From, member.Id));
    }

    private bool Confirms(MemberId from, MemberId to) => _all.Exists(body =>
        EntryBody.TryRead(body, out EntryBody entry) && entry.Type == EntryType.Confirm && entry.From == from && entry.To == to);

    private void Settle()
    {
        for (int round = 0; round < 100; round++)
        {
            bool isMoving = false;
            foreach (ModelMember member in _members)
            {
                isMoving |= Send(member, _members);
                Read(member, int.MaxValue);
            }

            if (!isMoving)
            {
                return;
            }
        }

        Assert.Fail("the members talk without end");
    }

    private void Say(string what)
    {
        foreach (ModelMember member in _members)
        {
            member.Room.SendText($"{what} of {member.Name}", _now);
            member.TakeEvents();
            Settle();
        }
    }

    private void Judge()
    {
        foreach (ModelMember reader in _members)
        {
            Assert.Empty(reader.Of<PairAgainAsked>());
            Assert.Equal(reader.Texts.Count, reader.Texts.Distinct(StringComparer.Ordinal).Count());
            foreach (ModelMember sender in _members.Where(sender => sender != reader))
            {
                Assert.Contains($"last of {sender.Name}", reader.Texts, StringComparer.Ordinal);
                bool isCrossing = Confirms(reader.Id, sender.Id) && Confirms(sender.Id, reader.Id);
                Crossings += isCrossing ? 1 : 0;

                // It takes a password's time, so only some are compared.
                if (isCrossing && seed % PhraseEvery == 0)
                {
                    Assert.Equal(sender.Room.ComparisonPhrase(reader.Id), reader.Room.ComparisonPhrase(sender.Id));
                }

                int sent = sender.Of<TextSent>().Count(text => text.Recipients.Contains(reader.Id));
                int came = reader.Of<TextReceived>().Count(text => text.From == sender.Id);
                Assert.True(came == sent || (isWithholding && came < sent), $"{came} of {sent} texts of {sender.Name} came to {reader.Name}");
            }
        }
    }
}
