using System.IO.Pipelines;
using System.Runtime.ExceptionServices;

namespace Locket.Archives;

/// <summary>Runs one side that writes a stream and one that reads it at the same time, in bounded memory.</summary>
internal static class PipeTransfer
{
    private const int PauseInBytes = 4 << 20;
    private const int ResumeInBytes = 2 << 20;
    private const int SegmentInBytes = 1 << 16;

    /// <summary>Runs both sides to their ends.</summary>
    /// <param name="produce">Writes the stream; its failure is what the reading side meets where the stream breaks off.</param>
    /// <param name="consume">Reads the stream, to its end; its failure cancels the writing side.</param>
    /// <param name="cancellationToken">Stops both.</param>
    /// <returns>A task that ends when both have ended, and fails with what failed first.</returns>
    public static async Task RunAsync(
        Func<Stream, CancellationToken, Task> produce, Func<Stream, CancellationToken, Task> consume, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Pipe pipe = new(new PipeOptions(
            pauseWriterThreshold: PauseInBytes,
            resumeWriterThreshold: ResumeInBytes,
            minimumSegmentSize: SegmentInBytes,
            useSynchronizationContext: false));
        ExceptionDispatchInfo? first = null;

        Task producing = Task.Run(
            () => GuardAsync(pipe.Writer.AsStream(leaveOpen: true), produce, pipe.Writer.CompleteAsync), CancellationToken.None);
        Task consuming = Task.Run(
            () => GuardAsync(pipe.Reader.AsStream(leaveOpen: true), consume, async failure =>
            {
                // What is left unread is written for nobody.
                if (failure is not null)
                {
                    await stop.CancelAsync().ConfigureAwait(false);
                }

                await pipe.Reader.CompleteAsync(failure).ConfigureAwait(false);
            }),
            CancellationToken.None);
        await Task.WhenAll(producing, consuming).ConfigureAwait(false);
        first?.Throw();

        async Task GuardAsync(Stream stream, Func<Stream, CancellationToken, Task> side, Func<Exception?, ValueTask> complete)
        {
            Exception? failure = null;
            try
            {
                await using (stream.ConfigureAwait(false))
                {
                    await side(stream, stop.Token).ConfigureAwait(false);
                }
            }
#pragma warning disable CA1031 // Every failure is carried to the other side and thrown to the caller.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = exception;
                _ = Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(exception), null);
            }

            await complete(failure).ConfigureAwait(false);
        }
    }
}
