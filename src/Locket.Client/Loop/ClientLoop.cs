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

    /// <summary>How often a file that waits looks whether it still must.</summary>
    private static readonly TimeSpan FilePause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly IRoomEngine _room;
    private readonly Uplink _uplink;
    private readonly IReadOnlyList<IRoomKeeper> _keepers;
    private readonly RoomFolder? _folder;
    private readonly TimeProvider _time;
    private readonly Signal _wake;
    private readonly ITimer _timer;
    private readonly Channel<PendingCommand> _commands = Channel.CreateUnbounded<PendingCommand>(new() { SingleReader = true });
    private readonly Channel<ClientEvent> _events = Channel.CreateUnbounded<ClientEvent>(new() { SingleWriter = true });
    private readonly List<ClientEvent> _shown = [];
    private readonly List<PendingCommand> _done = [];
    private readonly List<TaskCompletionSource> _flushes = [];
    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private IReadOnlyList<RoomMember> _members = [];
    private volatile bool _isMeeting;

    /// <param name="room">The room.</param>
    /// <param name="uplink">The way to its relay; becomes this object's own.</param>
    /// <param name="keepers">Keep it.</param>
    /// <param name="folder">Where it was kept before; null for nowhere.</param>
    /// <param name="time">The clock.</param>
    /// <param name="wake">What the loop waits for.</param>
    public ClientLoop(
        IRoomEngine room, Uplink uplink, IReadOnlyList<IRoomKeeper> keepers, RoomFolder? folder, TimeProvider time, Signal wake)
    {
        _room = room;
        _uplink = uplink;
        _keepers = keepers;
        _folder = folder;
        _time = time;
        _wake = wake;
        _timer = time.CreateTimer(_ => _wake.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _members = [.. room.Members];
        Files = new FileDesk(room);
        History = new History(folder?.ReadUnseen() ?? []);
    }

    public ChannelReader<ClientEvent> Events => _events.Reader;

    public IReadOnlyList<RoomMember> Members => Volatile.Read(ref _members);

    public bool IsMeeting => _isMeeting;

    /// <summary>For commands: the files.</summary>
    public FileDesk Files { get; }

    /// <summary>For commands: the history.</summary>
    public History History { get; }

    public bool ShowsWire { get; set; }

    /// <summary>What ended the loop by itself; null where nothing did.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Wakes the loop: an event was read, a command was given, a piece was read.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Has something done; false where the loop has ended.</summary>
    public bool Post(PendingCommand command)
    {
        bool isTaken = _commands.Writer.TryWrite(command);
        _wake.Set();
        return isTaken;
    }

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
            Files.GiveUp(_folder?.LostFiles ?? [], _time.GetUtcNow(), _shown);
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
            Failure = failure = reason;
        }

        await EndAsync(failure).ConfigureAwait(false);
    }

    public void Dispose() => _timer.Dispose();

    private bool Round()
    {
        DateTimeOffset now = _time.GetUtcNow();
        bool isChanged = TakeCommands(now);
        isChanged |= TakeFrames(now, out bool isMore);
        bool isLinkChanged = _uplink.Tend(_shown);

        // A room learns that the clock was set back when it is told the time; what it is due by then is ahead of the clock.
        if (_room.NextDue <= now || now < _last)
        {
            _room.Tick(now);
            isChanged = true;
        }

        _last = now;
        isChanged |= Files.Pump(now, _shown);
        if (isChanged || isLinkChanged)
        {
            Finish(isChanged);
        }

        if (_uplink.SendNext() is OutboxEntry sent && ShowsWire)
        {
            _events.Writer.TryWrite(new WireSent(sent.Body));
        }

        return isChanged || isLinkChanged || isMore;
    }

    /// <summary>Keeps, then shows; the round's sending comes after it.</summary>
    private void Finish(bool isChanged)
    {
        if (isChanged)
        {
            TakeEvents();
            KeptNotes notes = new() { News = History.News, Files = Files.UnderWay, Unseen = History.UnseenCount };
            foreach (IRoomKeeper keeper in _keepers)
            {
                keeper.Keep(_room, notes);
            }

            History.Clear();
            Volatile.Write(ref _members, [.. _room.Members]);
            _isMeeting = _room.IsMeeting;
        }

        _done.ForEach(command => command.Complete());
        _done.Clear();
        _shown.ForEach(shown => _events.Writer.TryWrite(shown));
        _shown.Clear();
        if (_flushes.Count > 0 && _room.Outbox.Count == 0 && !Files.IsSending)
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
            History.Note(happened);
            _shown.AddRange(Files.Incoming.Take(happened));
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
            && _uplink.TryTakeFrame(out IFrame? frame))
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
                _uplink.Stored(stored.Id);
                break;
            case CaughtUpFrame caughtUp:
                _room.CaughtUp(caughtUp.Oldest, caughtUp.Head, now);
                TakeEvents();
                _shown.Add(new RelayCaughtUp(caughtUp.Head));
                _uplink.CaughtUp(caughtUp.Head);
                break;
            case FaultFrame fault:
                _uplink.Delay(fault, _shown);
                break;
            default:
                throw new InvalidOperationException("internal error: a frame of an unknown kind");
        }
    }

    /// <summary>Sees to it that the loop wakes when something is due; false where something is due already.</summary>
    private bool SetTimer()
    {
        DateTimeOffset? due = Earliest(_room.NextDue, _time.GetUtcNow() + _uplink.Wait);
        if (Files.IsSending)
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
        TimeSpan possible = TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestTimer.Ticks));
        _timer.Change(possible, Timeout.InfiniteTimeSpan);
        return next > _time.GetUtcNow();
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other)
        => one is null || other < one ? other : one;

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
        await _uplink.DisposeAsync().ConfigureAwait(false);
        await Files.DisposeAsync().ConfigureAwait(false);

        // 3. Readers see the end, or why it came.
        _events.Writer.TryComplete(failure);
    }
}
