using System.Net.WebSockets;
using System.Threading.Channels;
using Locket.Relay.Live;
using Locket.Wire;

namespace Locket.Relay.Endpoint;

/// <summary>One client at one room's log, from the upgrade to the goodbye.</summary>
/// <remarks>
/// <para>Two loops share the socket. The reading one takes appends one at a time, so that their answers keep their order. The writing one
/// alone sends: answers first, then what the log holds after its place in it. Whoever wants the connection to end says so to
/// <see cref="End"/>; the writing loop then sends what is due, the fault, and goodbye.</para>
/// <para>The answers that wait are bounded; when they are not taken, nothing more is read, and the send that is stuck ends the
/// connection.</para>
/// </remarks>
internal sealed class RelayConnection : IDisposable
{
    /// <summary>Answers that may wait to be sent: small frames, and a client need not wait for each.</summary>
    private const int MaxWaitingAnswers = 256;

    private readonly RelayServices _services;
    private readonly RelayPeer _peer;
    private readonly WebSocket _socket;
    private readonly Action _cut;
    private readonly MessageReader _reader;
    private readonly FrameSender _sender;
    private readonly AppendHandler _appends;
    private readonly Signal _signal = new();
    private readonly Channel<IFrame> _answers =
        Channel.CreateBounded<IFrame>(new BoundedChannelOptions(MaxWaitingAnswers) { SingleReader = true });
    private readonly TaskCompletionSource<FaultFrame?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _after;
    private bool _isCaughtUp;

    /// <param name="services">What all connections share.</param>
    /// <param name="peer">Who is there.</param>
    /// <param name="socket">Stays its owner's.</param>
    /// <param name="cut">Ends the connection beneath the socket at once, whatever is under way.</param>
    public RelayConnection(RelayServices services, RelayPeer peer, WebSocket socket, Action cut)
    {
        _services = services;
        _peer = peer;
        _socket = socket;
        _cut = cut;
        _reader = new MessageReader(socket);
        _sender = new FrameSender(socket, services.Options, services.Time);
        _appends = new AppendHandler(services, peer);
        _after = peer.After;
    }

    /// <summary>Serves the client until it leaves, is cut off, or the relay stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        // 1. Hear of new entries before the first read, so that none falls between.
        using IDisposable subscription = _services.Hub.Subscribe(_peer.Room, _signal);
        using CancellationTokenRegistration stop = stopping.Register(() => End(FaultCode.ShuttingDown, TimeSpan.FromSeconds(1)));

        // 2. Read and write until one of them ends it.
        Task reading = ReadAsync();
        bool isAlive = await WriteAsync().ConfigureAwait(false);

        // 3. Say why, say goodbye, and wait for the other side's; cut what does not end.
        _answers.Writer.TryComplete();
        if (isAlive)
        {
            isAlive = await SayGoodbyeAsync(await _end.Task.ConfigureAwait(false)).ConfigureAwait(false);
        }

        if (!isAlive)
        {
            Cut();
        }

        await FinishAsync(reading).ConfigureAwait(false);
    }

    public void Dispose() => _reader.Dispose();

    private void End(FaultCode fault, TimeSpan retryAfter)
    {
        if (_end.TrySetResult(fault == FaultCode.None ? null : new FaultFrame(fault, retryAfter)))
        {
            _services.Events.Tell(Events.RelayEvents.KindOf(fault), _peer.Room, _peer.Network, _peer.Number, fault);
            _signal.Set();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (!_end.Task.IsCompleted)
            {
                Message message = await _reader.ReadAsync().ConfigureAwait(false);
                if (message is Message.Close or Message.Lost)
                {
                    End(FaultCode.None, TimeSpan.Zero);
                    return;
                }

                if (Refusal(message, out AppendFrame? frame) is FaultCode refused && refused != FaultCode.None)
                {
                    End(refused, TimeSpan.Zero);
                    break;
                }

                IFrame answer = await _appends.HandleAsync(frame!).ConfigureAwait(false);
                if (answer is FaultFrame fault && !FaultCodes.ConcernsOneAppend(fault.Code))
                {
                    End(fault.Code, fault.RetryAfter);
                    break;
                }

                await _answers.Writer.WriteAsync(answer).ConfigureAwait(false);
                _signal.Set();
            }
        }
        catch (ChannelClosedException)
        {
            // The writing loop has ended; there is nobody left to answer.
        }
        finally
        {
            // Whatever happened here, the writing loop must not wait for it.
            End(FaultCode.None, TimeSpan.Zero);
        }

        // What is still under way is taken, or the reason would be lost with it: closing a socket that holds unread bytes resets it.
        await _reader.DrainAsync().ConfigureAwait(false);
    }

    private FaultCode Refusal(Message message, out AppendFrame? frame)
    {
        frame = null;
        return message switch
        {
            Message.Text => FaultCode.TextFrame,
            Message.TooLarge => FaultCode.FrameTooLarge,
            _ => AppendFrame.TryLoad(_reader.Bytes, out frame) ? FaultCode.None : FaultCode.BadFrame,
        };
    }

    /// <summary>Sends until the end is wanted; false where nothing can be sent any more.</summary>
    private async Task<bool> WriteAsync()
    {
        while (!_end.Task.IsCompleted)
        {
            if (!await SendAnswersAsync().ConfigureAwait(false))
            {
                return false;
            }

            RoomPage? page = await ReadPageAsync().ConfigureAwait(false);
            foreach (RoomEntry entry in page?.Entries ?? [])
            {
                if (_end.Task.IsCompleted)
                {
                    break;
                }

                if (!await SendAsync(new EntryFrame(entry.Seq, entry.Time, entry.Body)).ConfigureAwait(false)
                    || !await SendAnswersAsync().ConfigureAwait(false))
                {
                    return false;
                }

                _after = entry.Seq;
                _services.Metrics.Delivered();
            }

            if (page is not null && !await CatchUpAsync(page).ConfigureAwait(false))
            {
                return false;
            }
        }

        return await SendAnswersAsync().ConfigureAwait(false);
    }

    /// <summary>Where the end of the log is reached, says so once and waits for more.</summary>
    private async Task<bool> CatchUpAsync(RoomPage page)
    {
        if (page.Entries.Count > 0 && page.Entries[^1].Seq < page.Head)
        {
            return true;
        }

        // A position above the head is of a log that is gone; what comes next has a place above this head, wherever that is.
        _after = Math.Min(_after, page.Head);
        if (!_isCaughtUp)
        {
            _isCaughtUp = true;
            if (!await SendAsync(new CaughtUpFrame(page.Oldest, page.Head)).ConfigureAwait(false))
            {
                return false;
            }
        }

        await _signal.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    private async Task<RoomPage?> ReadPageAsync()
    {
        try
        {
            return await _services.Store.ReadAfterAsync(_peer.Room, _after, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // a store may fail in its own ways; the client is told, and the event says so
        catch (Exception)
#pragma warning restore CA1031
        {
            End(FaultCode.StoreFailed, TimeSpan.FromSeconds(1));
            return null;
        }
    }

    private async Task<bool> SendAnswersAsync()
    {
        while (_answers.Reader.TryRead(out IFrame? answer))
        {
            if (!await SendAsync(answer).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> SendAsync(IFrame frame)
    {
        SendOutcome outcome = await _sender.SendAsync(frame).ConfigureAwait(false);
        if (outcome is SendOutcome.Slow or SendOutcome.Stuck)
        {
            End(FaultCode.SlowReader, TimeSpan.Zero);
        }
        else if (outcome == SendOutcome.Lost)
        {
            End(FaultCode.None, TimeSpan.Zero);
        }

        return outcome is SendOutcome.Sent or SendOutcome.Slow;
    }

    private async Task<bool> SayGoodbyeAsync(FaultFrame? fault)
    {
        try
        {
            if (fault is not null && await _sender.SendAsync(fault).ConfigureAwait(false) != SendOutcome.Sent)
            {
                return false;
            }

            WebSocketCloseStatus status = fault is null ? WebSocketCloseStatus.NormalClosure : WebSocketCloseStatus.PolicyViolation;
            using CancellationTokenSource limit = new(_services.Options.CloseLimit, _services.Time);
            await _socket.CloseOutputAsync(status, fault is null ? null : "fault", limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (ConnectionLoss.Is(failure))
        {
            return false;
        }
    }

    private void Cut()
    {
        _socket.Abort();
        _cut();
    }

    private async Task FinishAsync(Task reading)
    {
        try
        {
            await reading.WaitAsync(_services.Options.CloseLimit, _services.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Cut();
            await reading.ConfigureAwait(false);
        }
    }
}
