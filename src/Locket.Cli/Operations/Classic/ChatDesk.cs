using System.Threading.Channels;
using Locket.Classic;

namespace Locket.Cli.Operations.Classic;

/// <summary>Gives each line of the standard input to the client that has waited longest for an answer.</summary>
/// <remarks>
/// A line belongs to the client that was named before it was read: if that one leaves meanwhile, the line is dropped, since what was
/// written for one must not reach another.
/// </remarks>
internal sealed class ChatDesk
{
    /// <summary>Those who wait; each client waits at most once, so their number has a limit.</summary>
    private readonly Channel<(ChatCbcTurn Turn, TaskCompletionSource<string?> Answer)> _waiting =
        Channel.CreateUnbounded<(ChatCbcTurn, TaskCompletionSource<string?>)>();

    private readonly InputLines _lines;
    private readonly SocketLog _log;

    public ChatDesk(InputLines lines, SocketLog log)
    {
        _lines = lines;
        _log = log;
    }

    /// <summary>Waits for a line; null once there are no more.</summary>
    public async Task<string?> AnswerAsync(ChatCbcTurn turn, CancellationToken cancellationToken)
    {
        TaskCompletionSource<string?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_waiting.Writer.TryWrite((turn, answer)))
        {
            return null;
        }

        // A client that left is passed over, and a line that was on its way finds nobody.
        await using CancellationTokenRegistration left = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        return await answer.Task;
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
            _waiting.Writer.Complete();
            while (_waiting.Reader.TryRead(out (ChatCbcTurn Turn, TaskCompletionSource<string?> Answer) rest))
            {
                rest.Answer.TrySetResult(null);
            }
        }
    }

    private async Task AnswerAllAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            (ChatCbcTurn turn, TaskCompletionSource<string?> answer) = await _waiting.Reader.ReadAsync(cancellationToken);
            if (answer.Task.IsCompleted)
            {
                continue;
            }

            _log.Note($"the next line answers client {turn.Client} ({turn.EndPoint})");
            InputLine line = await ReadAsync(answer, cancellationToken);
            bool isSent = answer.TrySetResult(line.Text);
            if (line.IsEnd)
            {
                return;
            }

            if (!isSent)
            {
                _log.Note($"client {turn.Client} is gone; that line was not sent");
            }
        }
    }

    /// <summary>The next line that can be sent.</summary>
    private async Task<InputLine> ReadAsync(TaskCompletionSource<string?> answer, CancellationToken cancellationToken)
    {
        try
        {
            InputLine line = await _lines.ReadAsync(cancellationToken);
            while (line.Fault is not null)
            {
                _log.Note(line.Fault);
                line = await _lines.ReadAsync(cancellationToken);
            }

            return line;
        }
        catch (IOException)
        {
            answer.TrySetResult(null);
            throw;
        }
    }
}
