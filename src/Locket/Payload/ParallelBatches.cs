namespace Locket.Payload;

/// <summary>Numbered batches of work on several threads, each thread with a state of its own.</summary>
internal static class ParallelBatches
{
    /// <summary>
    /// Runs every batch once. Batches are claimed in order and a claimed batch is finished, so when several fail, the failure
    /// thrown is that of the lowest: the same damaged file gives the same message on any machine. However it ends, no thread works on.
    /// </summary>
    public static void Run<TState>(
        long batches, int workers, Func<TState> createState, Action<TState, long> process, CancellationToken cancellationToken)
        where TState : IDisposable
    {
        Progress progress = new(batches);
        void Work()
        {
            try
            {
                WorkCore();
            }
#pragma warning disable CA1031 // a thread without its state: carried over to the calling thread, after the failure of any batch
            catch (Exception exception)
#pragma warning restore CA1031
            {
                progress.Fail(batches, exception);
            }
        }

        void WorkCore()
        {
            using TState state = createState();
            while (progress.TryClaim(cancellationToken, out long batch))
            {
                try
                {
                    process(state, batch);
                }
#pragma warning disable CA1031 // carried over to the calling thread, which rethrows it
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    progress.Fail(batch, exception);
                }
            }
        }

        Thread[] threads = new Thread[(int)Math.Min(workers, batches) - 1];
        int started = 0;
        try
        {
            for (; started < threads.Length; started++)
            {
                threads[started] = new Thread(Work) { IsBackground = true, Name = "locket chunks" };
                threads[started].Start();
            }
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            progress.Fail(batches, exception);
        }

        Work();
        Array.ForEach(threads[..started], thread => thread.Join());
        cancellationToken.ThrowIfCancellationRequested();
        progress.ThrowIfFailed();
    }

    private sealed class Progress(long batches)
    {
        private readonly Lock _lock = new();
        private long _next;
        private long _failedBatch = long.MaxValue;
        private Exception? _failure;

        public bool TryClaim(CancellationToken cancellationToken, out long batch)
        {
            lock (_lock)
            {
                batch = _next;
                if (_failure is not null || _next == batches || cancellationToken.IsCancellationRequested)
                {
                    return false;
                }

                _next++;
                return true;
            }
        }

        public void Fail(long batch, Exception exception)
        {
            lock (_lock)
            {
                if (batch < _failedBatch)
                {
                    _failedBatch = batch;
                    _failure = exception;
                }
            }
        }

        public void ThrowIfFailed()
        {
            if (_failure is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
            }
        }
    }
}
