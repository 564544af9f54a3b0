using System.Threading.Channels;

namespace Locket.Cli.Chat.Faces;

/// <summary>Runs pieces of work one after the other, so that conversation and face need no locks.</summary>
internal sealed class ChatLoop
{
    /// <summary>Whoever hands work over waits while so much is there: a flood from the relay fills no memory.</summary>
    private const int MostWaiting = 256;

    private readonly Channel<Func<Task>> _work =
        Channel.CreateBounded<Func<Task>>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Hands work over; after the end it is dropped.</summary>
    public async ValueTask PostAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await _work.Writer.WriteAsync(work, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            // The conversation is over.
        }
    }

    /// <summary>Hands work over that is done at once; after the end it is dropped.</summary>
    public ValueTask PostAsync(Action act, CancellationToken cancellationToken) => PostAsync(
        () =>
        {
            act();
            return Task.CompletedTask;
        },
        cancellationToken);

    /// <summary>Hands work over and waits for what it gives. After the end nothing comes: only the token ends the wait.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await PostAsync(async () => answer.TrySetResult(await work()), cancellationToken);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Hands work over that can be left out where too much waits, as painting anew.</summary>
    public void TryPost(Func<Task> work) => _work.Writer.TryWrite(work);

    /// <summary>Nothing more is taken; what waits is dropped.</summary>
    public void End() => _work.Writer.TryComplete();

    /// <summary>Runs what comes until the end, and something after each burst.</summary>
    public async Task RunAsync(Func<bool> isOver, Func<Task> afterBurst, CancellationToken cancellationToken)
    {
        while (!isOver() && await _work.Reader.WaitToReadAsync(cancellationToken))
        {
            while (!isOver() && _work.Reader.TryRead(out Func<Task>? work))
            {
                await work();
            }

            await afterBurst();
        }
    }
}
