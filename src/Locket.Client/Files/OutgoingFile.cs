using Locket.Client.Engine;

namespace Locket.Client.Files;

/// <summary>A file on its way out: one piece is read ahead, the next one when the room has taken it.</summary>
internal sealed class OutgoingFile : IAsyncDisposable
{
    /// <summary>What one piece holds, the last one less (docs/protocol.md, "Padded text").</summary>
    public const int PieceInBytes = 229_376;

    private readonly Stream _content;
    private readonly Action _wake;
    private readonly byte[] _buffer;
    private readonly CancellationTokenSource _stop = new();
    private long _remaining;
    private Task<int>? _reading;

    /// <param name="item">What the history has of it: number, name, and how much is sent.</param>
    /// <param name="content">Becomes this object's own.</param>
    /// <param name="wake">Called when there is something to do.</param>
    public OutgoingFile(HistoryItem item, Stream content, Action wake)
    {
        Item = item;
        _content = content;
        _remaining = item.LengthInBytes;
        _wake = wake;
        _buffer = new byte[Math.Min(PieceInBytes, item.LengthInBytes)];
    }

    public HistoryItem Item { get; }

    private long Local => Item.Local;

    /// <summary>Gets a value indicating whether nothing is left to do but to dispose it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Gives the room what it wants and what is read.</summary>
    /// <param name="room">The room.</param>
    /// <param name="now">The time.</param>
    /// <param name="failure">What is to be told; null where all is well.</param>
    /// <returns>Whether anything was done.</returns>
    public bool Pump(IRoomEngine room, DateTimeOffset now, out FileFailed? failure)
    {
        failure = null;
        try
        {
            return PumpCore(room, now, ref failure);
        }
        catch (Exception refused) when (refused is ArgumentException or InvalidOperationException)
        {
            // Nobody is there for whom it is, or the room has given it up.
            failure = new FileFailed(Local, refused);
            room.StopFile(Local, now);
            IsOver = true;
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_reading is not null)
        {
            await ((Task)_reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _content.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private bool PumpCore(IRoomEngine room, DateTimeOffset now, ref FileFailed? failure)
    {
        bool worked = false;
        while (!IsOver)
        {
            if (_remaining == 0)
            {
                room.FinishFile(Local, now);
                IsOver = true;
                return true;
            }

            _reading ??= Read((int)Math.Min(_remaining, PieceInBytes));
            if (!_reading.IsCompleted)
            {
                return worked;
            }

            if (_reading.IsFaulted || _reading.IsCanceled || _reading.Result == 0)
            {
                failure = new FileFailed(Local, _reading.Exception?.InnerException);
                room.StopFile(Local, now);
                IsOver = true;
                return true;
            }

            if (!room.WantsPieces(Local))
            {
                return worked;
            }

            room.SendPiece(Local, _buffer.AsSpan(0, _reading.Result), now);
            _remaining -= _reading.Result;
            _reading = null;
            worked = true;
        }

        return worked;
    }

    /// <summary>Begins to read a piece, and wakes the loop when that has ended, not before.</summary>
    private Task<int> Read(int length)
    {
        Task<int> reading = ReadAsync(length);
        _ = reading.ContinueWith(_ => _wake(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return reading;
    }

    /// <summary>Reads a whole piece; 0 where the stream ends before.</summary>
    private async Task<int> ReadAsync(int length)
    {
        int read = await _content.ReadAtLeastAsync(_buffer.AsMemory(0, length), length, throwOnEndOfStream: false, _stop.Token)
            .ConfigureAwait(false);
        return read == length ? length : 0;
    }
}
