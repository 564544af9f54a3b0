using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Locket.Pictures;

/// <summary>Works on several files at a time and gives the results in the order of the files.</summary>
public static class PictureBatch
{
    /// <summary>
    /// How many files are worked on at once unless said otherwise: some wait for the disk, which takes many flushes as quickly as one,
    /// while others keep every processor busy.
    /// </summary>
    public static int DefaultParallelFiles { get; } = Math.Min(Environment.ProcessorCount * 4, MaxParallelFiles);

    /// <summary>256.</summary>
    public const int MaxParallelFiles = 256;

    /// <summary>
    /// A slow file keeps this many others per worker waiting for their turn to be told of, and none from being worked on.
    /// </summary>
    private const int LookAheadPerWorker = 16;

    /// <summary>Runs a batch on threads of its own, which wait for the disk without keeping anybody else's from working.</summary>
    /// <param name="items">The files, taken as they are needed.</param>
    /// <param name="workers">How many at once.</param>
    /// <param name="work">What to do with one. What it throws ends the batch.</param>
    /// <param name="cancellationToken">Stops the batch; files at work see it as well.</param>
    internal static async IAsyncEnumerable<TResult> RunAsync<TItem, TResult>(
        IEnumerable<TItem> items,
        int workers,
        Func<TItem, CancellationToken, TResult> work,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using BlockingCollection<(TItem Item, TaskCompletionSource<TResult> Result)> waiting = [];
        Queue<Task<TResult>> results = [];
        List<Thread> threads = [];
        using IEnumerator<TItem> source = items.GetEnumerator();
        bool hasMore = true;
        try
        {
            while (true)
            {
                while (hasMore && results.Count < workers * LookAheadPerWorker && (hasMore = source.MoveNext()))
                {
                    TaskCompletionSource<TResult> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    waiting.Add((source.Current, result), CancellationToken.None);
                    results.Enqueue(result.Task);
                    if (threads.Count < workers)
                    {
                        threads.Add(Start(() => Work(waiting, work, stop.Token)));
                    }
                }

                if (!results.TryDequeue(out Task<TResult>? next))
                {
                    yield break;
                }

                yield return await next.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            waiting.CompleteAdding();
            threads.ForEach(thread => thread.Join());
        }
    }

    private static Thread Start(ThreadStart work)
    {
        Thread thread = new(work) { IsBackground = true, Name = "locket pictures" };
        thread.Start();
        return thread;
    }

    private static void Work<TItem, TResult>(
        BlockingCollection<(TItem Item, TaskCompletionSource<TResult> Result)> waiting,
        Func<TItem, CancellationToken, TResult> work,
        CancellationToken stop)
    {
        foreach ((TItem item, TaskCompletionSource<TResult> result) in waiting.GetConsumingEnumerable(CancellationToken.None))
        {
            try
            {
                stop.ThrowIfCancellationRequested();
                result.SetResult(work(item, stop));
            }
            catch (OperationCanceledException canceled)
            {
                result.SetCanceled(canceled.CancellationToken);
            }
#pragma warning disable CA1031 // carried over to whoever awaits the result, where it is thrown again
            catch (Exception failure)
#pragma warning restore CA1031
            {
                result.SetException(failure);
            }
        }
    }
}
