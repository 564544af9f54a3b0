namespace Locket.Relay.Tests.TestSupport;

/// <summary>A clock that stands still until a test moves it; its timers fire then.</summary>
internal sealed class ManualTime : TimeProvider
{
    private const int PauseInMilliseconds = 100;

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private TimeSpan _setBy;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now + _setBy;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _now.Ticks;
        }
    }

    /// <summary>Somebody sets the clock; no time passes.</summary>
    public void SetClock(TimeSpan by)
    {
        lock (_lock)
        {
            _setBy += by;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        ManualTimer[] due;
        lock (_lock)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            foreach (ManualTimer timer in due)
            {
                timer.Due += timer.Period;
                if (timer.Period <= TimeSpan.Zero)
                {
                    _timers.Remove(timer);
                }
            }
        }

        Array.ForEach(due, timer => timer.Fire());
    }

    /// <summary>Waits until somebody waits for time to pass.</summary>
    public async Task UntilWaitedForAsync(CancellationToken cancellationToken)
    {
        while (!IsWaitedFor())
        {
            await Task.Delay(1, cancellationToken);
        }
    }

    /// <summary>
    /// Lets time pass until something has happened. Whoever needs several steps, or begins to wait only after one, gets more of them, but
    /// each only after a while: on a busy machine no more time passes than on another.
    /// </summary>
    public async Task PassUntilAsync(Task happened, TimeSpan step)
    {
        do
        {
            Advance(step);
        }
        while (await Task.WhenAny(happened, Task.Delay(PauseInMilliseconds)) != happened);

        await happened;
    }

    private bool IsWaitedFor()
    {
        lock (_lock)
        {
            return _timers.Count > 0;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    (Due, Period) = (time._now + dueTime, period);
                    time._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
