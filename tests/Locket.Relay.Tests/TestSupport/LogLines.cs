using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Locket.Relay.Tests.TestSupport;

/// <summary>Keeps every line of every category and level, with its values, its scopes and what was thrown.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, EventId Id, string Text)> _lines = new();

    public IReadOnlyCollection<(string Category, EventId Id, string Text)> All => _lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(string category, EventId id, string text) => _lines.Enqueue((category, id, text));

    private sealed class Logger(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Add(category, default, $"scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : string.Empty;
            lines.Add(category, eventId, $"{formatter(state, exception)} {values} {exception}");
        }
    }
}
