using System.Threading.Channels;
using Locket.Client.Connections;
using Locket.Wire;

namespace Locket.Client.Loop;

/// <summary>One attempt at a connection, from connecting to its loss. Runs beside the loop and wakes it; the loop alone calls it.</summary>
internal sealed class Link : IAsyncDisposable
{
    /// <summary>Frames that wait for the loop, at most 256 KiB each; then nothing more is read, and the relay waits.</summary>
    private const int MaxWaitingFrames = 64;

    /// <summary>How long the goodbye may take, when the connection is still there.</summary>
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(2);

    private readonly Signal _wake;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<IFrame> _frames =
        Channel.CreateBounded<IFrame>(new BoundedChannelOptions(MaxWaitingFrames) { SingleReader = true, SingleWriter = true });
    private readonly Task<RelayConnectionException?> _running;
    private volatile RelayConnection? _connection;
    private Task _sending = Task.CompletedTask;
    private bool _isTold;

    public Link(RelayTarget target, RoomAddress room, long after, TimeProvider time, Signal wake)
    {
        _wake = wake;
        _time = time;
        _running = RunAsync(target, room, after);

        // Set once the loss can be seen, not before.
        _ = _running.ContinueWith(_ => wake.Set(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Gets a value indicating whether a frame can be sent.</summary>
    public bool IsOpen => _connection is not null && !_running.IsCompleted;

    /// <summary>Whether the connection has come about since the last call.</summary>
    public bool TryTakeOpened(out RelayConnected? connected)
    {
        connected = !_isTold && _connection is RelayConnection open ? new RelayConnected(open.Fingerprint, open.Trust) : null;
        _isTold |= connected is not null;
        return connected is not null;
    }

    /// <summary>The next frame that is here; none before <see cref="TryTakeOpened"/> has told of the connection.</summary>
    public bool TryTakeFrame(out IFrame? frame)
    {
        frame = null;
        return _isTold && _frames.Reader.TryRead(out frame);
    }

    /// <summary>Why there is no connection (any more), once all that it brought was taken.</summary>
    public bool TryTakeLoss(out RelayConnectionException? loss)
    {
        bool isDrained = (_isTold || _connection is null) && _frames.Reader.Count == 0;
        loss = _running.IsCompleted && isDrained ? _running.GetAwaiter().GetResult() : null;
        return loss is not null;
    }

    /// <summary>Begins to send; called again only after the relay's answer. A failure is seen as a loss.</summary>
    public void Send(IFrame frame) => _sending = SendAsync(_connection!, frame);

    /// <summary>Says goodbye where there is somebody to say it to, and cuts the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsOpen && _connection is RelayConnection open)
        {
            try
            {
                using CancellationTokenSource within = new(GoodbyeLimit, _time);
                await open.SayGoodbyeAsync(within.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is RelayConnectionException or OperationCanceledException)
            {
                // Then without.
            }
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
        _stop.Dispose();
    }

    private static async Task SendAsync(RelayConnection connection, IFrame frame)
    {
        try
        {
            await connection.SendAsync(frame, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RelayConnectionException)
        {
            // Whoever receives on it notices.
            connection.Dispose();
        }
    }

    /// <summary>Null where the loop ended it.</summary>
    private async Task<RelayConnectionException?> RunAsync(RelayTarget target, RoomAddress room, long after)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            using RelayConnection connection =
                await RelayConnection.ConnectAsync(target, room, after, _time, _stop.Token).ConfigureAwait(false);
            _connection = connection;
            _wake.Set();
            while (true)
            {
                IFrame frame = await connection.ReceiveAsync(_stop.Token).ConfigureAwait(false);
                await _frames.Writer.WriteAsync(frame, _stop.Token).ConfigureAwait(false);
                _wake.Set();
            }
        }
        catch (RelayConnectionException loss)
        {
            return loss;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
