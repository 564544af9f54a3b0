using Locket.Rooms.Entries;
using Xunit;

namespace Locket.Rooms.Tests.Model;

/// <summary>A random schedule under a relay that shows each member what it likes; everything is judged as it comes.</summary>
/// <remarks>
/// A *strict* schedule attacks messages only (it loses, doubles, alters, turns round and holds them up) and restarts members, so that what
/// must arrive is known. A *free* one attacks pairing too, takes members back to old states and lets them pair again.
/// </remarks>
internal sealed class HostileSchedule(int seed, int members, bool isStrict) : IDisposable
{
    private const int StepsPerMember = 35;
    private const int MaxSavedInBytes = 600_000;

    private readonly Random _random = new(seed);
    private readonly List<HostileView> _views = [];
    private readonly Dictionary<EntryHash, SentText> _sent = [];
    private readonly HashSet<EntryHash> _known = [];
    private readonly List<byte[]> _all = [];
    private DateTimeOffset _now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private int _typed;

    public int Delivered { get; private set; }

    public int Attacks { get; private set; }

    public void Run()
    {
        Join(knowsPassword: true);
        for (int step = 0; step < StepsPerMember * members; step++)
        {
            Step(_views[_random.Next(_views.Count)]);
            _views.ForEach(Judge);
        }

        Finish();
    }

    public void Dispose() => _views.ForEach(view => view.Member.Dispose());

    private static bool IsMessage(byte[] body) => body.Length > 0 && body[0] == (byte)EntryType.Message;

    private void Step(HostileView view)
    {
        switch (_random.Next(20))
        {
            case 0 or 1:
                if (_views.Count < members)
                {
                    Join(knowsPassword: _random.Next(6) > 0);
                }

                break;
            case 2 or 3 or 4 when !view.HasLeft:
                string text = $"{view.Member.Name} says {_typed++}";
                view.Typed.Add(view.Member.Room.SendText(text, _now), text);
                break;
            case 5:
                _now = _now.AddMilliseconds(_random.Next(20_000));
                view.Member.Room.Tick(_now);
                Assert.False(view.Member.Room.NextDue <= _now, "a member wants to be woken at once again");
                break;
            case 6:
                view.Member.Room.MarkRead(view.Member.Room.Position, _now);
                break;
            case 7:
                Attacks++;
                Attack(view);
                break;
            case 8:
                byte[] saved = view.Member.Save();
                Assert.InRange(saved.Length, 1, MaxSavedInBytes);
                view.Saves.Add((saved, new(view.Typed)));
                view.Member.Restore(saved, _now);
                break;
            case 9 when !isStrict && view.Saves.Count > 0 && !view.HasLeft:
                (byte[] old, Dictionary<long, string> typed) = view.Saves[_random.Next(view.Saves.Count)];
                view.Member.Restore(old, _now);
                view.Typed = new(typed);
                break;
            case 10 when _random.Next(8) == 0 && !view.HasLeft:
                view.Member.Room.Leave(_now);
                view.HasLeft = true;
                break;
            case 11 when !isStrict && !view.HasLeft:
                ModelMember other = _views[_random.Next(_views.Count)].Member;
                if (other != view.Member)
                {
                    view.Member.Room.PairAgain(other.Id, _now);
                }

                break;
            case 12 when !isStrict && !view.HasLeft:
                view.Member.Room.Unlock(_now);
                break;
            default:
                Collect(view);
                for (int count = _random.Next(1, 8); count > 0 && view.Pending.Count > 0; count--)
                {
                    Show(view, TakePending(view, 0));
                }

                break;
        }
    }

    private void Attack(HostileView view)
    {
        List<int> targets = [.. Enumerable.Range(0, view.Pending.Count).Where(i => !isStrict || IsMessage(view.Pending[i]))];
        int attack = _random.Next(5);
        if (attack == 0 && view.Shown.Count > 0)
        {
            Show(view, view.Shown[_random.Next(view.Shown.Count)]);
        }
        else if (attack == 1)
        {
            byte[] rubbish = new byte[_random.Next(1, 900)];
            _random.NextBytes(rubbish);
            rubbish[0] = (byte)_random.Next(8);
            Show(view, rubbish);
        }
        else if (targets.Count > 0)
        {
            int target = targets[_random.Next(targets.Count)];
            if (attack == 2)
            {
                TakePending(view, target);
            }
            else if (attack == 3)
            {
                Show(view, TakePending(view, target));
            }
            else
            {
                byte[] altered = [.. view.Pending[target]];
                altered[_random.Next(altered.Length)] ^= (byte)(1 << _random.Next(8));
                Show(view, altered);
            }
        }
    }

    private void Join(bool knowsPassword)
    {
        string name = $"Member {_views.Count}";
        ModelMember member = new(name, _now, knowsPassword ? "hello" : "guess", seed: $"{seed} {name}");
        HostileView view = new(member, knowsPassword);
        view.Pending.AddRange(_all);
        _views.Add(view);
        member.Room.CaughtUp(1, 0, _now);
    }

    /// <summary>Takes what a member wants to send; sometimes without a word of it.</summary>
    private void Collect(HostileView view)
    {
        bool confirms = _random.Next(4) > 0;
        foreach (OutboxEntry entry in view.Member.Room.Outbox.ToArray())
        {
            EntryHash id = EntryHash.FromBytes(entry.Id.Span);
            if (_known.Add(id))
            {
                byte[] body = entry.Body.ToArray();
                _all.Add(body);
                _views.ForEach(other => other.Pending.Add(body));
            }

            if (confirms)
            {
                view.Member.Room.Stored(entry.Id.Span, _all.Count, _now);
            }
        }
    }

    private static byte[] TakePending(HostileView view, int index)
    {
        byte[] body = view.Pending[index];
        view.Pending.RemoveAt(index);
        return body;
    }

    private void Show(HostileView view, byte[] body)
    {
        Room room = view.Member.Room;
        if (_sent.TryGetValue(EntryHash.Compute(ModelMember.Address, body), out SentText? sent)
            && sent.Recipients.Contains(view.Member.Id)
            && room.Members.Any(member => member.IsPaired && member.Id == sent.From)
            && !IsBeforeItsConfirm(view, sent.From, body))
        {
            view.Expected.Add((sent.From, sent.Text));
        }

        int before = view.Member.Events.Count;
        room.Receive(new RoomEntry(room.Position + 1, _now, body), _now);
        view.Member.TakeEvents();
        string[] events = [.. view.Member.Events.Skip(before).Select(e => e is SecurityEvent alarm ? $"{alarm.Kind}" : $"{e}")];
        if (isStrict
            && sent is not null
            && view.Expected.Contains((sent.From, sent.Text))
            && !view.Member.Of<TextReceived>().Any(text => string.Equals(text.Text, sent.Text, StringComparison.Ordinal)))
        {
            Assert.Fail($"{view.Member.Name} did not get {sent.Text}: {string.Join(", ", events)}");
        }

        room.CaughtUp(1, room.Position, _now);
        view.Shown.Add(body);
    }

    /// <summary>
    /// Whether the relay shows a message before a confirm of its sender that came before it, and that it may need to be opened.
    /// </summary>
    private bool IsBeforeItsConfirm(HostileView view, MemberId from, byte[] message) => view.Pending.Exists(body =>
        EntryBody.TryRead(body, out EntryBody entry)
        && entry.Type == EntryType.Confirm
        && entry.From == from
        && entry.To == view.Member.Id
        && _all.IndexOf(body) < _all.IndexOf(message));

    private void Judge(HostileView view)
    {
        view.Member.TakeEvents();
        foreach (RoomEvent roomEvent in view.Member.Events.Skip(view.EventsJudged))
        {
            if (roomEvent is TextSent sent)
            {
                _sent.Add(
                    EntryHash.FromBytes(sent.EntryId.Span), new SentText(view.Member.Id, view.Typed[sent.Local], sent.Recipients));
                Assert.DoesNotContain(
                    _views, other => !other.KnowsPassword && view.KnowsPassword && sent.Recipients.Contains(other.Member.Id));
            }
            else if (roomEvent is TextReceived received)
            {
                // Exactly what that member sent, and for us.
                Assert.Contains(_sent.Values, one => one.From == received.From
                    && string.Equals(one.Text, received.Text, StringComparison.Ordinal)
                    && one.Recipients.Contains(view.Member.Id));
                Assert.True(view.Came.Add((received.From, received.Text)) || !isStrict, $"{received.Text} came twice");
                Delivered++;
            }
        }

        view.EventsJudged = view.Member.Events.Count;
        Assert.True(view.Member.Room.Outbox.Count <= 1_500);
        Assert.True(view.Member.Room.Members.Count(member => member.IsPaired) <= 31);
        Assert.True(view.Member.Room.Members.Count(member => !member.IsPaired) <= 31);
    }

    /// <summary>Shows everyone what was not withheld, and compares what came with what had to come.</summary>
    private void Finish()
    {
        for (int round = 0; round < 6; round++)
        {
            foreach (HostileView view in _views)
            {
                Collect(view);
                while (view.Pending.Count > 0)
                {
                    Show(view, TakePending(view, 0));
                    Judge(view);
                }
            }

            // What was typed before anybody was there goes out a while after somebody came.
            _now = _now.AddSeconds(5);
            _views.ForEach(view => view.Member.Room.Tick(_now));
            _views.ForEach(Judge);
        }

        foreach (HostileView view in _views)
        {
            Assert.InRange(view.Member.Save().Length, 1, MaxSavedInBytes);
            if (isStrict)
            {
                Assert.Empty(view.Expected.Except(view.Came));
            }
        }
    }
}
