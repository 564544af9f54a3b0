using Locket.Client.Engine;
using Locket.Rooms;
using Locket.Wire;

namespace Locket.Client.Loop;

/// <summary>The way to the relay: connects and comes back, and hands over the outbox, one entry after the other.</summary>
internal sealed class Uplink : IAsyncDisposable
{
    /// <summary>
    /// A text or a piece of a file is refused by the relay as often as it likes; this is the shortest wait between two tries.
    /// </summary>
    private static readonly TimeSpan ShortestAppendWait = TimeSpan.FromMilliseconds(10);

    /// <summary>After this long without a refusal the next one is told anew.</summary>
    private static readonly TimeSpan DelaysAreOver = TimeSpan.FromSeconds(10);

    private readonly IRoomEngine _room;
    private readonly RoomAddress _address;
    private readonly TimeProvider _time;
    private readonly Backoff _backoff;
    private readonly AppendPace _pace;
    private readonly Dictionary<FaultCode, TimeSpan> _delays = [];
    private readonly Signal _wake;
    private RelayTarget _target;
    private Link? _link;
    private readonly long _begun;
    private TimeSpan? _nextConnect = TimeSpan.Zero;
    private TimeSpan _nextAppend;
    private EntryId? _underWay;

    public Uplink(IRoomEngine room, RoomAddress address, RelayTarget target, TimeProvider time, Backoff backoff, Signal wake)
    {
        _room = room;
        _address = address;
        _target = target;
        _time = time;
        _backoff = backoff;
        _pace = new AppendPace(target.AppendsPerSecond, time);
        _wake = wake;
        _begun = time.GetTimestamp();
    }

    /// <summary>Gets how long there is something to wait for until something is to be done; null: not before something comes.</summary>
    public TimeSpan? Wait
    {
        get
        {
            TimeSpan now = Elapsed;
            if (_link is null)
            {
                return _nextConnect - now;
            }

            // Also where that time has just passed: what is still there is to be sent at once, and nothing else might wake the loop.
            bool hasMore = _underWay is null && _link.IsOpen && _room.Outbox.Count > 0;
            return hasMore ? Longer(_nextAppend - now, TimeSpan.Zero) : null;
        }
    }

    /// <summary>Gets the time since the beginning: whoever sets the machine's clock back makes nobody wait for a connection.</summary>
    private TimeSpan Elapsed => _time.GetElapsedTime(_begun);

    public bool TryTakeFrame(out IFrame? frame)
    {
        frame = null;
        return _link is not null && _link.TryTakeFrame(out frame);
    }

    /// <summary>Connects where it is time to, and notices what became of it.</summary>
    /// <returns>Whether there is anything to show.</returns>
    public bool Tend(List<ClientEvent> shown)
    {
        TimeSpan now = Elapsed;
        if (_link is null)
        {
            if (_nextConnect <= now)
            {
                _nextConnect = null;
                _link = new Link(_target, _address, _room.Position, _time, _wake);
            }

            return false;
        }

        if (_link.TryTakeOpened(out RelayConnected? connected))
        {
            shown.Add(connected!);
            if (connected!.Trust == CertificateTrust.Unchecked)
            {
                // Whoever it was, from now on it is the same.
                _target = _target with { Pin = connected.Fingerprint };
            }

            return true;
        }

        if (!_link.TryTakeLoss(out RelayConnectionException? loss))
        {
            return false;
        }

        TimeSpan? wait = loss!.MayRetry ? _backoff.Next(loss.RetryAfter) : null;
        Drop(now, now + wait);
        shown.Add(new RelayLost(loss, wait));
        return true;
    }

    /// <summary>The relay has an entry.</summary>
    public void Stored(EntryId id)
    {
        if (id == _underWay)
        {
            (_underWay, _nextAppend) = (null, Elapsed);
        }
    }

    /// <summary>The answer to the one append under way: it stays the next, after the wait that the relay asks for.</summary>
    public void Delay(FaultFrame fault, List<ClientEvent> shown)
    {
        TimeSpan now = Elapsed;
        TimeSpan asked = fault.RetryAfter < Backoff.LongestNamed ? fault.RetryAfter : Backoff.LongestNamed;
        TimeSpan wait = Longer(asked, ShortestAppendWait);
        _underWay = null;
        _nextAppend = now + wait;

        // Told once for a run of the same; what succeeds in between does not end a run, or a steady one would be told all the time.
        if (!_delays.TryGetValue(fault.Code, out TimeSpan over) || now - over >= DelaysAreOver)
        {
            shown.Add(new AppendDelayed(fault.Code, wait));
        }

        _delays[fault.Code] = _nextAppend;
    }

    /// <summary>Everything that the relay has was taken.</summary>
    public void CaughtUp(long head)
    {
        if (_room.Position >= head)
        {
            _backoff.Reset();
            return;
        }

        // The log began anew below our position: what it holds is to be asked for again. The wait grows, so that a relay that always says
        // so is not asked all the time.
        Drop(Elapsed, Elapsed + _backoff.Next(TimeSpan.Zero));
    }

    /// <summary>
    /// Sends the next entry. One at a time: the next goes out when the relay has answered the one before, so that a wait that it asks for
    /// holds for all.
    /// </summary>
    /// <returns>What went out; null for nothing.</returns>
    public OutboxEntry? SendNext()
    {
        TimeSpan now = Elapsed;
        if (_underWay is not null || _link is not { IsOpen: true } || now < _nextAppend || _room.Outbox.Count == 0)
        {
            return null;
        }

        if (!_pace.TryTake(out TimeSpan wait))
        {
            _nextAppend = now + wait;
            return null;
        }

        OutboxEntry next = _room.Outbox[0];
        _underWay = EntryId.FromBytes(next.Id.Span);
        _link.Send(new AppendFrame(next.Body));
        return next;
    }

    public async ValueTask DisposeAsync()
    {
        if (_link is not null)
        {
            await _link.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private void Drop(TimeSpan now, TimeSpan? nextConnect)
    {
        _ = _link!.DisposeAsync().AsTask();
        (_link, _underWay, _nextAppend, _nextConnect) = (null, null, now, nextConnect);
    }
}
