using Locket.Relay.Limits;
using Locket.Wire;
using Microsoft.Extensions.Logging;

namespace Locket.Relay.Events;

/// <summary>Tells each event to the log, the metrics and the program that hosts the relay.</summary>
internal sealed class RelayEvents
{
    private readonly ILogger _logger;
    private readonly RelayMetrics _metrics;
    private readonly Pseudonyms _pseudonyms;
    private readonly TimeProvider _time;
    private readonly RelayEventReceiver _receiver;

    public RelayEvents(
        ILogger<RelayEvents> logger, RelayMetrics metrics, Pseudonyms pseudonyms, TimeProvider time, RelayEventReceiver receiver)
    {
        _logger = logger;
        _metrics = metrics;
        _pseudonyms = pseudonyms;
        _time = time;
        _receiver = receiver;
    }

    /// <summary>The event that goes with a fault; none for a relay that is being stopped.</summary>
    public static RelayEventKind KindOf(FaultCode fault) => fault switch
    {
        FaultCode.None or FaultCode.ShuttingDown => RelayEventKind.None,
        // Named alike on purpose: a test compares the names of all.
        _ => Enum.Parse<RelayEventKind>(fault.ToString()),
    };

    public void Tell(RelayEventKind kind, RoomAddress? room, NetworkAddress peer, long connection = 0, FaultCode fault = FaultCode.None)
    {
        if (kind == RelayEventKind.None)
        {
            return;
        }

        RelayEvent happened = new()
        {
            Kind = kind,
            Time = _time.GetUtcNow(),
            Room = room is RoomAddress address ? _pseudonyms.Of(address) : "-",
            Peer = _pseudonyms.Of(peer),
            Connection = connection,
            Fault = fault,
        };
        _metrics.Count(happened);
        RelayLog.Write(_logger, happened);
        _receiver.Receive?.Invoke(happened);
    }
}
