using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Locket.Relay;

namespace Locket.Cli.Chat.Alerts;

/// <summary>
/// Writes what the meters of room and relay count into a file that others read, in Prometheus's text format: at the begin, within a second
/// of a change, and at the end. The file is replaced as a whole, so that no reader sees half of it.
/// </summary>
/// <remarks>
/// A file instead of .NET's event pipe, which needs event sources in the program: they would make every start of every command slower.
/// </remarks>
internal sealed class MetricsFile : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly Action<string> _complain;
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, ConcurrentDictionary<string, long>> _values = new();
    private readonly PeriodicTimer _timer;
    private readonly Task _writing;
    private string _written = string.Empty;

    /// <param name="path">The file.</param>
    /// <param name="time">The clock.</param>
    /// <param name="complain">Told, from any thread, why it could not be written; once for each reason in a row.</param>
    /// <exception cref="IOException">It cannot be written from the begin.</exception>
    public MetricsFile(string path, TimeProvider time, Action<string> complain)
    {
        _path = path;
        _complain = complain;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name is ChatMetrics.MeterName or LocketRelay.MeterName
                && _values.TryAdd(instrument, new(StringComparer.Ordinal)))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            _values[instrument].AddOrUpdate(Labels(tags), value, (_, before) => before + value));
        _listener.Start();
        Write();
        _timer = new PeriodicTimer(Interval, time);
        _writing = WriteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _writing;
        _listener.Dispose();
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> labels = [];
        foreach ((string name, object? value) in tags)
        {
            string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
            string escaped = text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", @"\n", StringComparison.Ordinal);
            labels.Add($"{name}=\"{escaped}\"");
        }

        return labels.Count == 0 ? string.Empty : $"{{{string.Join(',', labels)}}}";
    }

    private async Task WriteAsync()
    {
        string? problem = null;
        bool isOver;
        do
        {
            isOver = !await _timer.WaitForNextTickAsync();
            try
            {
                Write();
                problem = null;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                if (!string.Equals(problem, failure.Message, StringComparison.Ordinal))
                {
                    _complain($"the counters could not be written: {failure.Message}");
                }

                problem = failure.Message;
            }
        }
        while (!isOver);
    }

    private void Write()
    {
        string text = Text();
        if (string.Equals(text, _written, StringComparison.Ordinal))
        {
            return;
        }

        string beside = _path + ".new";
        File.WriteAllText(beside, text);
        File.Move(beside, _path, overwrite: true);
        _written = text;
    }

    private string Text()
    {
        StringBuilder text = new();
        foreach ((Instrument instrument, ConcurrentDictionary<string, long> values)
            in _values.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal))
        {
            bool isCounter = instrument is Counter<long>;
            string name = instrument.Name.Replace('.', '_') + (isCounter ? "_total" : string.Empty);
            string kind = isCounter ? "counter" : "gauge";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description}\n# TYPE {name} {kind}\n");
            foreach ((string labels, long value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
            }
        }

        return text.ToString();
    }
}
