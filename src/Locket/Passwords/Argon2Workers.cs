using System.Runtime.ExceptionServices;

namespace Locket.Passwords;

/// <summary>Fills all segments with the calling thread and as many helpers as are useful.</summary>
internal sealed class Argon2Workers(Argon2Schedule schedule, Action<Argon2Segment, Argon2Segment?, int> fill)
{
    /// <summary>The block function keeps everything large in the blocks; a helper's stack holds a few frames.</summary>
    private const int StackLengthInBytes = 256 * 1024;

    private ExceptionDispatchInfo? _failure;

    /// <summary>Works until the schedule has no more; all helpers have ended when this returns or throws.</summary>
    public void Run(int count)
    {
        var helpers = new List<Thread>(count - 1);
        try
        {
            for (int i = 1; i < count; i++)
            {
                int worker = i;
                var helper = new Thread(() => Work(worker), StackLengthInBytes) { IsBackground = true, Name = "Argon2id" };
                helper.Start();
                helpers.Add(helper);
            }
        }
        catch (OutOfMemoryException)
        {
            // No further thread to be had: the others do its share, and the result is the same.
        }

        Work(worker: 0);
        foreach (Thread helper in helpers)
        {
            helper.Join();
        }

        _failure?.Throw();
    }

    private void Work(int worker)
    {
        try
        {
            while (schedule.TryTake(out Argon2Segment first, out Argon2Segment? second))
            {
                fill(first, second, worker);
                schedule.Finish(second is null ? 1u : 2);
            }
        }
#pragma warning disable CA1031 // Whatever it is, it is thrown again on the calling thread; left here it would end the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            schedule.Stop();
        }
    }
}
