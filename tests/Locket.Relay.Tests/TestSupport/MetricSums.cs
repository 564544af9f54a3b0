using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Locket.Relay.Tests.TestSupport;

/// <summary>Adds up what the relay's instruments report; events by kind.</summary>
internal sealed class MetricSums : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _sums = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _tags = new(StringComparer.Ordinal);

    public MetricSums()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (string.Equals(instrument.Meter.Name, LocketRelay.MeterName, StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            _sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                _tags.TryAdd($"{tag.Key}={tag.Value}", true);
                _sums.AddOrUpdate($"{instrument.Name} {tag.Value}", value, (_, sum) => sum + value);
            }
        });
        _listener.Start();
    }

    public IEnumerable<string> Tags => _tags.Keys;

    public long this[string name] => _sums.GetValueOrDefault(name);

    public long Of(RelayEventKind kind) => this[$"locket.relay.events {kind}"];

    public void Dispose() => _listener.Dispose();
}
