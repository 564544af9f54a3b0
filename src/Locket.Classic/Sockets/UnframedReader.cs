using System.Security.Cryptography;

namespace Locket.Classic.Sockets;

/// <summary>Collects a peer's bytes into messages, which only pauses and their own content keep apart.</summary>
/// <remarks>
/// A read that is under way stays so when a wait for it ends: cancelling it could lose bytes. It ends with the stream, which its owner
/// closes. Passwords pass through here, so the buffers are pinned and zeroed.
/// </remarks>
internal sealed class UnframedReader : IDisposable
{
    private readonly Stream _stream;
    private readonly ClassicSocketLimits _limits;
    private readonly TimeProvider _time;
    private readonly byte[] _incoming;
    private readonly byte[] _received;
    private Task<int>? _pending;
    private int _length;
    private bool _isEnded;

    /// <param name="stream">Stays its owner's.</param>
    /// <param name="maxLengthInBytes">The longest message.</param>
    /// <param name="limits">Pauses and limits.</param>
    /// <param name="time">Measures them.</param>
    public UnframedReader(Stream stream, int maxLengthInBytes, ClassicSocketLimits limits, TimeProvider time)
    {
        _stream = stream;
        _limits = limits;
        _time = time;

        // One byte more than a message shows that there is more.
        _incoming = GC.AllocateArray<byte>(maxLengthInBytes + 1, pinned: true);
        _received = GC.AllocateArray<byte>(maxLengthInBytes + 1, pinned: true);
    }

    /// <summary>What came since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Received => _received.AsSpan(0, _length);

    private bool IsTooLarge => _length == _received.Length;

    /// <summary>Waits for a message; it, or what came instead, is then in <see cref="Received"/>.</summary>
    /// <param name="firstByteLimit">How long to wait where nothing is there yet.</param>
    /// <param name="judge">Knows the message's form.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Collected> CollectAsync(TimeSpan firstByteLimit, ArrivalJudge judge, CancellationToken cancellationToken)
    {
        if (_length == 0 && !await TryReceiveAsync(firstByteLimit, cancellationToken).ConfigureAwait(false))
        {
            return Collected.Silent;
        }

        long begin = _time.GetTimestamp();
        while (true)
        {
            if (_length == 0)
            {
                return Collected.Closed;
            }

            Arrival arrival = IsTooLarge ? Arrival.Broken : judge(Received);
            bool isMessage = arrival is Arrival.Whole or Arrival.Final;
            if (_isEnded || arrival is Arrival.Final or Arrival.Broken)
            {
                Collected whatCame = isMessage ? Collected.Message : Collected.NoMessage;
                return IsTooLarge ? Collected.TooLarge : whatCame;
            }

            TimeSpan pause = isMessage ? _limits.QuietPause : _limits.StallLimit;
            TimeSpan rest = _limits.MessageLimit - _time.GetElapsedTime(begin);
            if (rest <= TimeSpan.Zero || !await TryReceiveAsync(pause < rest ? pause : rest, cancellationToken).ConfigureAwait(false))
            {
                return isMessage ? Collected.Message : Collected.NoMessage;
            }
        }
    }

    /// <summary>Drops the first bytes, which were a password or message of their own.</summary>
    public void Drop(int lengthInBytes)
    {
        Received[lengthInBytes..].CopyTo(_received);
        CryptographicOperations.ZeroMemory(_received.AsSpan(_length - lengthInBytes, lengthInBytes));
        _length -= lengthInBytes;
    }

    public void Clear() => Drop(_length);

    public void Dispose()
    {
        // A read that is under way may still write into its buffer, which is zeroed again when it ends.
        CryptographicOperations.ZeroMemory(_incoming);
        CryptographicOperations.ZeroMemory(_received);
        _ = _pending?.ContinueWith(
            static (read, buffer) =>
            {
                _ = read.Exception;
                CryptographicOperations.ZeroMemory((byte[])buffer!);
            },
            _incoming,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>False where nothing came in time; true where bytes or the end came.</summary>
    private async Task<bool> TryReceiveAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_isEnded)
        {
            return true;
        }

        _pending ??= _stream.ReadAsync(_incoming, CancellationToken.None).AsTask();
        int read;
        try
        {
            read = await _pending.WaitAsync(limit, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }

        _pending = null;
        _isEnded = read == 0;
        int kept = Math.Min(read, _received.Length - _length);
        _incoming.AsSpan(0, kept).CopyTo(_received.AsSpan(_length));
        CryptographicOperations.ZeroMemory(_incoming.AsSpan(0, read));
        _length += kept;
        return true;
    }
}
