using Locket.Client.Engine;

namespace Locket.Client.Loop;

/// <summary>A command with a result.</summary>
internal sealed class PendingCommandOf<T>(Func<IRoomEngine, DateTimeOffset, T> act) : PendingCommand
{
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Outcome => _outcome.Task;

    public override bool Run(IRoomEngine room, DateTimeOffset now)
    {
        try
        {
            _result = act(room, now);
            return true;
        }
        catch (Exception mistake) when (mistake is ArgumentException or InvalidOperationException)
        {
            _outcome.TrySetException(mistake);
            return false;
        }
    }

    public override void Complete() => _outcome.TrySetResult(_result!);

    public override void Fail(Exception reason) => _outcome.TrySetException(reason);
}
