using Locket.Classic;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>Gives each line of the standard input to the client that has waited longest for an answer.</summary>
/// <remarks>
/// A line belongs to the client that was named last before it was read. Where that one leaves first, the next is named and gets the line;
/// where there is none, the line is dropped, since what was written for one must not reach another.
/// </remarks>
internal sealed class ChatDesk
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private readonly InputLines _lines;
    private readonly SocketLog _log;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isClosed;

    public ChatDesk(InputLines lines, SocketLog log)
    {
        _lines = lines;
        _log = log;
    }

    /// <summary>Clients that wait: one that left is not kept.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Waits for a line; null once there are no more.</summary>
    public async Task<string?> AnswerAsync(ChatCbcTurn turn, CancellationToken cancellationToken)
    {
        Waiter waiter = new(turn);
        LinkedListNode<Waiter> place = new(waiter);
        lock (_lock)
        {
            if (_isClosed)
            {
                return null;
            }

            _waiting.AddLast(place);
            TellOfChange();
        }

        try
        {
            await using CancellationTokenRegistration left =
                cancellationToken.Register(() => waiter.Answer.TrySetCanceled(cancellationToken));
            return await waiter.Answer.Task;
        }
        finally
        {
            lock (_lock)
            {
                _waiting.Remove(place);
                TellOfChange();
            }
        }
    }

    /// <summary>Reads lines until there are no more or it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AnswerAllAsync(cancellationToken);
            _log.Note("end of the input: from now on every client is answered with EXIT!");
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        catch (IOException)
        {
            _log.Note("the input cannot be read: from now on every client is answered with EXIT!");
        }
        finally
        {
            lock (_lock)
            {
                _isClosed = true;
                foreach (Waiter waiter in _waiting)
                {
                    waiter.Answer.TrySetResult(null);
                }
            }
        }
    }

    private async Task AnswerAllAsync(CancellationToken cancellationToken)
    {
        Waiter? named = null;
        int lastNamed = 0;
        Task<InputLine>? read = null;
        while (true)
        {
            if (read is { IsCompleted: true })
            {
                InputLine line = await read;
                read = null;
                if (line.IsEnd)
                {
                    return;
                }

                if (line.Fault is not null)
                {
                    _log.Note(line.Fault);
                    continue;
                }

                if (named?.Answer.TrySetResult(line.Text) != true)
                {
                    _log.Note($"client {lastNamed} is gone; that line was not sent");
                }
            }

            (Waiter? first, Task changed) = Look();
            if (first is not null && first != named)
            {
                _log.Note($"the next line answers client {first.Turn.Client} ({first.Turn.EndPoint})");
                lastNamed = first.Turn.Client;
            }

            named = first;
            if (named is null && read is null)
            {
                await changed.WaitAsync(cancellationToken);
                continue;
            }

            // One read at a time: it stays under way when the client that it was begun for leaves.
            read ??= _lines.ReadAsync(cancellationToken);
            await Task.WhenAny(read, changed);
        }
    }

    /// <summary>Who has waited longest and is still there, and what ends when that may have changed.</summary>
    private (Waiter? First, Task Changed) Look()
    {
        lock (_lock)
        {
            return (_waiting.FirstOrDefault(waiter => !waiter.Answer.Task.IsCompleted), _changed.Task);
        }
    }

    /// <summary>To be called under the lock.</summary>
    private void TellOfChange()
    {
        _changed.TrySetResult();
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Waiter(ChatCbcTurn turn)
    {
        public ChatCbcTurn Turn { get; } = turn;

        /// <summary>Cancelled when the client leaves.</summary>
        public TaskCompletionSource<string?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
