namespace Locket.Cli.Tests.Chat.Talk;

/// <summary>The system's clock, but for its timers, which go off when a test says so.</summary>
internal sealed class HandTime : TimeProvider
{
    private readonly TaskCompletionSource<Action> _timer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How long the timer was to wait.</summary>
    public TimeSpan Due { get; private set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Due = dueTime;
        _timer.TrySetResult(() => callback(state));
        return new NoTimer();
    }

    /// <summary>Waits for the timer and lets it go off.</summary>
    public async Task GoOffAsync() => (await _timer.Task)();

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
