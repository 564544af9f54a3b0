using Locket.Cli.Chat.Faces;

namespace Locket.Cli.Chat.Talk;

/// <summary>Does things in the conversation's loop after a while, unless it is over by then.</summary>
internal sealed class LaterWork
{
    private readonly ChatLoop _loop;
    private readonly TimeProvider _time;
    private readonly List<ITimer> _timers = [];

    public LaterWork(ChatLoop loop, TimeProvider time)
    {
        _loop = loop;
        _time = time;
    }

    public void Do(TimeSpan after, Action act) => _timers.Add(_time.CreateTimer(
        _ => Post(act), state: null, after, Timeout.InfiniteTimeSpan));

    /// <summary>Nothing more is done.</summary>
    public void Stop() => _timers.ForEach(timer => timer.Dispose());

    private void Post(Action act) => _ = _loop.PostAsync(act, CancellationToken.None).AsTask();
}
