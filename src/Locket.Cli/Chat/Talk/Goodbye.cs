using Locket.Cli.Chat.Faces;
using Locket.Cli.Chat.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>Ends a conversation towards the relay: nothing that was typed stays behind while it can be reached.</summary>
internal sealed class Goodbye
{
    /// <summary>How long the relay may take to confirm what was sent when the conversation ends.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>How often the end looks whether the last news has come.</summary>
    private const int MostLastLooks = 100;

    /// <summary>Who ends sees the screen stand still for as long as this, and is then told why.</summary>
    private static readonly TimeSpan SilentWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LastLookPause = TimeSpan.FromMilliseconds(20);

    private readonly IChatRoom _room;
    private readonly IChatFace _face;
    private readonly ChatSetup _setup;
    private readonly Backlog _own;
    private readonly TalkWatch _watch;
    private readonly ChatLoop _loop;
    private readonly Ending _ending;
    private readonly LaterWork _later;
    private CancellationTokenSource? _limit;

    /// <param name="room">The room that is left, or that keeps its state.</param>
    /// <param name="face">Where it is said that something may be lost.</param>
    /// <param name="setup">What the conversation was given.</param>
    /// <param name="own">One's own texts.</param>
    /// <param name="watch">Knows whether the relay and somebody to talk with are there.</param>
    /// <param name="loop">Runs what still comes.</param>
    /// <param name="ending">How the conversation ends.</param>
    /// <param name="later">Does things after a while.</param>
    public Goodbye(
        IChatRoom room, IChatFace face, ChatSetup setup, Backlog own, TalkWatch watch, ChatLoop loop, Ending ending, LaterWork later)
    {
        _room = room;
        _face = face;
        _setup = setup;
        _own = own;
        _watch = watch;
        _loop = loop;
        _ending = ending;
        _later = later;
    }

    /// <summary>Whether the relay has everything that was sent.</summary>
    public bool IsConfirmed { get; private set; } = true;

    /// <summary>As long as something is confirmed, the rest is worth waiting for.</summary>
    public void Prolong() => _limit?.CancelAfter(Limit);

    /// <summary>Leaves the room, or waits until the relay has what was sent; called when the conversation's loop stands still.</summary>
    /// <param name="afterBurst">What the loop does after each burst.</param>
    /// <param name="cancellationToken">Ends at once.</param>
    public async Task SayAsync(Func<Task> afterBurst, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        _limit = limit;
        try
        {
            if (_ending.Kind is ChatEnd.WrongPassword or ChatEnd.Refused or ChatEnd.Failed or ChatEnd.GaveUp
                || (_watch.Link.IsUnknownThere && !(_setup.IsKept && _ending.Kind == ChatEnd.Left)))
            {
                // Nobody is there to say goodbye to.
                return;
            }

            if (_setup is { IsKept: true, AsksPerson: true } && _ending.Kind == ChatEnd.Quit && !_watch.Link.IsConnected)
            {
                // Everything is kept, and nobody waits before a screen for a relay that may come back tomorrow.
                return;
            }

            Task goodbye = _setup.IsKept && _ending.Kind != ChatEnd.Left ? _room.FlushAsync(limit.Token) : _room.LeaveAsync(limit.Token);
            await WhileShowingAsync(goodbye, afterBurst, limit.Token);
            _own.Confirm();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            IsConfirmed = false;
            _face.Complain(_watch.Link.HasConnected
                ? "the relay did not confirm everything in time; what it has not confirmed may be lost"
                : "the relay was never reached: nobody got anything");
        }
        catch (Exception failure) when (Ending.IsOfRoom(failure))
        {
            _ending.Fail(failure);
        }
        finally
        {
            _limit = null;
        }
    }

    /// <summary>What still comes, such as that the last message is stored, is still shown.</summary>
    private async Task WhileShowingAsync(Task goodbye, Func<Task> afterBurst, CancellationToken cancellationToken)
    {
        ChatEnd? end = _ending.Kind;
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (_setup.AsksPerson)
        {
            _later.Do(SilentWait, () => _face.Say(["waiting until the relay has everything; Ctrl-C ends at once"]));
        }

        Task showing = _loop.RunAsync(() => done.IsCancellationRequested, afterBurst, done.Token);
        try
        {
            await goodbye;
            // The last news is on its way through the pump, such as that a text was sealed for those who are here.
            for (int look = 0; look < MostLastLooks && await IsBehindAsync(showing, cancellationToken); look++)
            {
                await Task.Delay(LastLookPause, cancellationToken);
            }
        }
        finally
        {
            await done.CancelAsync();
            await showing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ending.Keep(end);
        }
    }

    /// <summary>Whether somebody is here and a text still seems to wait. Asked behind all work that is there now.</summary>
    private async Task<bool> IsBehindAsync(Task showing, CancellationToken cancellationToken)
    {
        bool isBehind = false;
        TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _loop.PostAsync(
            () =>
            {
                isBehind = _own.Waiting.Count > 0 && _watch.HasPaired;
                answer.TrySetResult();
            },
            cancellationToken);
        await Task.WhenAny(answer.Task, showing);
        return isBehind;
    }
}
