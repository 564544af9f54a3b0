using System.Diagnostics.Metrics;

namespace Locket.Relay.Events;

/// <summary>What the relay counts. No tag names a room or an address.</summary>
internal sealed class RelayMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _appended;
    private readonly Counter<long> _appendedBytes;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _expired;
    private readonly UpDownCounter<long> _connections;

    public RelayMetrics(IMeterFactory factory)
    {
        _meter = factory.Create(new MeterOptions(LocketRelay.MeterName));
        _events = _meter.CreateCounter<long>("locket.relay.events", "{event}", "Events by kind; kinds from 2101 are refusals.");
        _appended = _meter.CreateCounter<long>("locket.relay.appended", "{entry}", "Entries added to logs.");
        _appendedBytes = _meter.CreateCounter<long>("locket.relay.appended_bytes", "By", "Bytes of bodies added to logs.");
        _delivered = _meter.CreateCounter<long>("locket.relay.delivered", "{entry}", "Entries sent to readers.");
        _expired = _meter.CreateCounter<long>("locket.relay.expired", "{entry}", "Entries dropped by their age.");
        _connections = _meter.CreateUpDownCounter<long>("locket.relay.connections", "{connection}", "Open connections.");
    }

    public void Count(RelayEvent happened)
    {
        _events.Add(1, new KeyValuePair<string, object?>("kind", happened.Kind.ToString()));
        switch (happened.Kind)
        {
            case RelayEventKind.ConnectionOpened:
                _connections.Add(1);
                break;
            case RelayEventKind.ConnectionClosed:
                _connections.Add(-1);
                break;
            default:
                break;
        }
    }

    public void Appended(int bytes)
    {
        _appended.Add(1);
        _appendedBytes.Add(bytes);
    }

    public void Delivered() => _delivered.Add(1);

    public void Expired(int entries) => _expired.Add(entries);

    public void Dispose() => _meter.Dispose();
}
