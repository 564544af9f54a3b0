using System.Threading.Channels;
using Locket.Client.Engine;
using Locket.Client.Files;
using Locket.Client.Keeping;
using Locket.Rooms;
using Locket.Wire;

namespace Locket.Client.Loop;

/// <summary>The one place that touches the room. In each round: take what is there, keep it, and only then send and show.</summary>
internal sealed class ClientLoop : IDisposable
{
    /// <summary>Frames and commands of one round: they share one flush to disk, and none waits long for it.</summary>
    private const int MaxInputsInARound = 64;

    /// <summary>Events that wait to be read; then nothing more is taken from the relay.</summary>
    private const int MaxWaitingEvents = 1024;

    /// <summary>
    /// A text or a piece of a file is refused by the relay as often as it likes; this is the shortest wait between two tries.
    /// </summary>
    private static readonly TimeSpan ShortestAppendWait = TimeSpan.FromMilliseconds(10);

    /// <summary>After this long without a refusal the next one is told anew.</summary>
    private static readonly TimeSpan DelaysAreOver = TimeSpan.FromSeconds(10);

    /// <summary>How often a file that waits looks whether it still must.</summary>
    private static readonly TimeSpan FilePause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly IRoomEngine _room;
    private readonly RoomAddress _address;
    private readonly IReadOnlyList<IRoomKeeper> _keepers;
    private readonly TimeProvider _time;
    private readonly Backoff _backoff;
    private readonly AppendPace _pace;
    private readonly Signal _wake = new();
    private readonly ITimer _timer;
    private readonly Channel<PendingCommand> _commands = Channel.CreateUnbounded<PendingCommand>(new() { SingleReader = true });
    private readonly Channel<ClientEvent> _events = Channel.CreateUnbounded<ClientEvent>(new() { SingleWriter = true });
    private readonly List<ClientEvent> _shown = [];
    private readonly List<HistoryItem> _news = [];
    private readonly List<PendingCommand> _done = [];
    private readonly List<OutgoingFile> _outgoing = [];
    private readonly List<TaskCompletionSource> _flushes = [];
    private RelayTarget _target;
    private Link? _link;
    private DateTimeOffset? _nextConnect;
    private DateTimeOffset _nextAppend;
    private EntryId? _underWay;
    private readonly Dictionary<FaultCode, DateTimeOffset> _delays = [];
    private IReadOnlyList<RoomMember> _members = [];

    public ClientLoop(
        IRoomEngine room,
        RoomAddress address,
        RelayTarget target,
        IReadOnlyList<IRoomKeeper> keepers,
        TimeProvider time,
        Func<double> random)
    {
        _room = room;
        _address = address;
        _target = target;
        _keepers = keepers;
        _time = time;
        _backoff = new Backoff(random);
        _pace = new AppendPace(target.AppendsPerSecond, time);
        _timer = time.CreateTimer(_ => _wake.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _nextConnect = DateTimeOffset.MinValue;
        _members = [.. room.Members];
    }

    public ChannelReader<ClientEvent> Events => _events.Reader;

    public IReadOnlyList<RoomMember> Members => Volatile.Read(ref _members);

    public IncomingFiles Incoming { get; } = new();

    public bool ShowsWire { get; set; }

    /// <summary>Wakes the loop: an event was read, a command was given, a piece was read.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Has something done; false where the loop has ended.</summary>
    public bool Post(PendingCommand command)
    {
        bool isTaken = _commands.Writer.TryWrite(command);
        _wake.Set();
        return isTaken;
    }

    /// <summary>For commands: something for the history.</summary>
    public void Remember(HistoryItem item) => _news.Add(item);

    /// <summary>For commands: sends a file from now on.</summary>
    public void Add(OutgoingFile file) => _outgoing.Add(file);

    /// <summary>For commands: told when the relay has everything.</summary>
    public void Add(TaskCompletionSource flush) => _flushes.Add(flush);

    /// <summary>Runs until it is stopped, or until what must be kept cannot be kept.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Exception? failure = null;
        try
        {
            // What the room had to say before its first input is kept before it is sent, too.
            Finish(isChanged: true);
            while (!stop.IsCancellationRequested)
            {
                if (!Round() && SetTimer())
                {
                    await _wake.WaitAsync(stop).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // As it should be.
        }
#pragma warning disable CA1031 // whatever it is, those who wait for the loop must hear of it
        catch (Exception reason)
#pragma warning restore CA1031
        {
            failure = reason;
        }

        await EndAsync(failure).ConfigureAwait(false);
    }

    public void Dispose() => _timer.Dispose();

    private bool Round()
    {
        DateTimeOffset now = _time.GetUtcNow();
        bool isChanged = TakeCommands(now);
        isChanged |= TakeFrames(now, out bool isMore);
        bool isLinkChanged = TendLink(now);
        if (_room.NextDue <= now)
        {
            _room.Tick(now);
            isChanged = true;
        }

        isChanged |= PumpFiles(now);
        if (isChanged || isLinkChanged)
        {
            Finish(isChanged);
        }

        SendNext(_time.GetUtcNow());
        return isChanged || isLinkChanged || isMore;
    }

    /// <summary>Keeps, then shows; the round's sending comes after it.</summary>
    private void Finish(bool isChanged)
    {
        if (isChanged)
        {
            TakeEvents();
            foreach (IRoomKeeper keeper in _keepers)
            {
                keeper.Keep(_room, _news);
            }

            _news.Clear();
            Volatile.Write(ref _members, [.. _room.Members]);
        }

        _done.ForEach(command => command.Complete());
        _done.Clear();
        _shown.ForEach(shown => _events.Writer.TryWrite(shown));
        _shown.Clear();
        if (_flushes.Count > 0 && _room.Outbox.Count == 0 && _outgoing.Count == 0)
        {
            _flushes.ForEach(flush => flush.TrySetResult());
            _flushes.Clear();
        }
    }

    // After each input, so that what it brings stands in the order of the inputs.
    private void TakeEvents()
    {
        while (_room.TryTakeEvent(out RoomEvent? happened))
        {
            if (HistoryOf(happened) is HistoryItem item)
            {
                _news.Add(item);
            }

            _shown.AddRange(Incoming.Take(happened));
        }
    }

    private bool TakeCommands(DateTimeOffset now)
    {
        bool isChanged = false;
        for (int taken = 0; taken < MaxInputsInARound && _commands.Reader.TryRead(out PendingCommand? command); taken++)
        {
            if (command.Run(_room, now))
            {
                TakeEvents();
                _done.Add(command);
                isChanged = true;
            }
        }

        return isChanged;
    }

    private bool TakeFrames(DateTimeOffset now, out bool isMore)
    {
        int taken = 0;
        while (taken < MaxInputsInARound && _events.Reader.Count + _shown.Count < MaxWaitingEvents
            && _link is not null && _link.TryTakeFrame(out IFrame? frame))
        {
            Take(frame!, now);
            TakeEvents();
            taken++;
        }

        isMore = taken == MaxInputsInARound;
        return taken > 0;
    }

    private void Take(IFrame frame, DateTimeOffset now)
    {
        switch (frame)
        {
            case EntryFrame entry:
                if (ShowsWire)
                {
                    _shown.Add(new WireReceived(entry.Seq, entry.Body));
                }

                _room.Receive(new RoomEntry(entry.Seq, entry.Time, entry.Body.Span), now);
                break;
            case StoredFrame stored:
                byte[] id = new byte[EntryId.LengthInBytes];
                stored.Id.Write(id);
                _room.Stored(id, stored.Seq, now);
                if (stored.Id == _underWay)
                {
                    (_underWay, _nextAppend) = (null, now);
                }

                break;
            case CaughtUpFrame caughtUp:
                CatchUp(caughtUp, now);
                break;
            case FaultFrame fault:
                Delay(fault, now);
                break;
            default:
                throw new InvalidOperationException("internal error: a frame of an unknown kind");
        }
    }

    private void CatchUp(CaughtUpFrame caughtUp, DateTimeOffset now)
    {
        _room.CaughtUp(caughtUp.Oldest, caughtUp.Head, now);
        TakeEvents();
        _shown.Add(new RelayCaughtUp(caughtUp.Head));
        if (_room.Position >= caughtUp.Head)
        {
            _backoff.Reset();
            return;
        }

        // The log began anew below our position: what it holds is to be asked for again. The wait grows, so that a relay that always says
        // so is
        // not asked all the time.
        _ = _link!.DisposeAsync().AsTask();
        (_link, _underWay, _nextAppend, _nextConnect) = (null, null, now, now + _backoff.Next(TimeSpan.Zero));
    }

    // The answer to the one append under way: it stays the next, after the wait that the relay asks for.
    private void Delay(FaultFrame fault, DateTimeOffset now)
    {
        TimeSpan wait = fault.RetryAfter < ShortestAppendWait ? ShortestAppendWait
            : fault.RetryAfter > Backoff.LongestNamed ? Backoff.LongestNamed
            : fault.RetryAfter;
        _underWay = null;
        _nextAppend = now + wait;
        // Told once for a run of the same; what succeeds in between does not end a run, or a steady one would be told all the time.
        if (!_delays.TryGetValue(fault.Code, out DateTimeOffset over) || now - over >= DelaysAreOver)
        {
            _shown.Add(new AppendDelayed(fault.Code, wait));
        }

        _delays[fault.Code] = _nextAppend;
    }

    /// <summary>Connects where it is time to, and notices what became of it.</summary>
    private bool TendLink(DateTimeOffset now)
    {
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
            _shown.Add(connected!);
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
        _ = _link.DisposeAsync().AsTask();
        (_link, _underWay, _nextAppend, _nextConnect) = (null, null, now, now + wait);
        _shown.Add(new RelayLost(loss, wait));
        return true;
    }

    private bool PumpFiles(DateTimeOffset now)
    {
        bool isChanged = false;
        foreach (OutgoingFile file in _outgoing.ToArray())
        {
            isChanged |= file.Pump(_room, now, out FileFailed? failure);
            if (failure is not null)
            {
                _shown.Add(failure);
            }

            if (file.IsOver)
            {
                _outgoing.Remove(file);
                _ = file.DisposeAsync().AsTask();
            }
        }

        return isChanged;
    }

    // One at a time: the next goes out when the relay has answered the one before, so that a wait that it asks for holds for all.
    private void SendNext(DateTimeOffset now)
    {
        if (_underWay is not null || _link is not { IsOpen: true } || now < _nextAppend || _room.Outbox.Count == 0)
        {
            return;
        }

        if (!_pace.TryTake(out TimeSpan wait))
        {
            _nextAppend = now + wait;
            return;
        }

        OutboxEntry next = _room.Outbox[0];
        _underWay = EntryId.FromBytes(next.Id.Span);
        _link.Send(new AppendFrame(next.Body));
        if (ShowsWire)
        {
            _events.Writer.TryWrite(new WireSent(next.Body));
        }
    }

    /// <summary>Sees to it that the loop wakes when something is due; false where something is due already.</summary>
    private bool SetTimer()
    {
        DateTimeOffset? due = Earliest(_room.NextDue, _link is null ? _nextConnect : null);
        if (_link is not null && _underWay is null && _nextAppend > _time.GetUtcNow())
        {
            due = Earliest(due, _nextAppend);
        }

        if (_outgoing.Count > 0)
        {
            // A room may want pieces again because time has passed.
            due = Earliest(due, _time.GetUtcNow() + FilePause);
        }

        if (due is not DateTimeOffset next)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return true;
        }

        // Timers are late rather than early, and know no waits of months; waking for nothing does no harm.
        TimeSpan wait = next - _time.GetUtcNow() + TimeSpan.FromMilliseconds(1);
        _timer.Change(wait < LongestTimer ? wait > TimeSpan.Zero ? wait : TimeSpan.Zero : LongestTimer, Timeout.InfiniteTimeSpan);
        return next > _time.GetUtcNow();
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other)
        => one is null || other < one ? other : one;

    private static HistoryItem? HistoryOf(RoomEvent happened) => happened switch
    {
        TextReceived text => new HistoryItem
        {
            Kind = HistoryKind.TextReceived,
            From = text.From,
            Seq = text.Seq,
            Time = text.IsClockOff ? text.RelayTime : text.SentAt,
            Text = text.Text,
        },
        FileOffered file => new HistoryItem
        {
            Kind = HistoryKind.FileOffered,
            From = file.From,
            Seq = file.Seq,
            Time = file.SentAt,
            Text = file.Name,
            LengthInBytes = file.LengthInBytes,
        },
        _ => null,
    };

    private async Task EndAsync(Exception? failure)
    {
        // 1. Nobody waits for what will not come any more.
        _commands.Writer.TryComplete();
        Exception reason = failure ?? new ObjectDisposedException(nameof(RoomClient));
        while (_commands.Reader.TryRead(out PendingCommand? command))
        {
            command.Fail(reason);
        }

        _done.ForEach(command => command.Fail(reason));
        _flushes.ForEach(flush => flush.TrySetException(reason));

        // 2. The network, and what reads files.
        if (_link is not null)
        {
            await _link.DisposeAsync().ConfigureAwait(false);
        }

        foreach (OutgoingFile file in _outgoing)
        {
            await file.DisposeAsync().ConfigureAwait(false);
        }

        // 3. Readers see the end, or why it came.
        _events.Writer.TryComplete(failure);
    }
}
