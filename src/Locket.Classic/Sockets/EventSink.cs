using System.Net;
using System.Runtime.ExceptionServices;

namespace Locket.Classic.Sockets;

/// <summary>
/// Hands events to the caller one at a time. A caller that fails, as when nobody reads its output any more, stops the server.
/// </summary>
internal sealed class EventSink
{
    private readonly Lock _lock = new();
    private readonly Action<ClassicSocketEvent> _receiver;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop;
    private ExceptionDispatchInfo? _failure;

    /// <param name="receiver">The caller's.</param>
    /// <param name="time">Dates the events.</param>
    /// <param name="stop">Cancelled when the receiver fails; stays its owner's.</param>
    public EventSink(Action<ClassicSocketEvent> receiver, TimeProvider time, CancellationTokenSource stop)
    {
        _receiver = receiver;
        _time = time;
        _stop = stop;
    }

    public void Emit(
        ClassicSocketEventKind kind,
        int client = 0,
        IPEndPoint? endPoint = null,
        string? text = null,
        string? detail = null,
        ClassicSocketRefusal refusal = ClassicSocketRefusal.None)
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                return;
            }

            try
            {
                _receiver(new ClassicSocketEvent
                {
                    Kind = kind,
                    Time = _time.GetUtcNow(),
                    Client = client,
                    EndPoint = endPoint,
                    Text = text,
                    Detail = detail,
                    Refusal = refusal,
                });
                return;
            }
#pragma warning disable CA1031 // thrown again to the caller, whose own it is, once all clients are closed
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _failure = ExceptionDispatchInfo.Capture(failure);
            }
        }

        // Not under the lock: what waits for the token may tell of its end.
        _stop.Cancel();
    }

    /// <summary>Throws what the receiver threw, if it did.</summary>
    public void ThrowIfFailed() => _failure?.Throw();
}
