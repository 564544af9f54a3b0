using Microsoft.Extensions.Logging;

namespace Locket.Relay.Hosting;

/// <summary>Lets the relay's own types log to the hosting program, and nobody else.</summary>
internal sealed class RelayLogger<T> : ILogger<T>
{
    private readonly ILogger? _inner;

    public RelayLogger(RelayLoggers loggers)
        => _inner = typeof(T).Assembly == typeof(RelayLoggers).Assembly ? loggers.Factory.CreateLogger(LocketRelay.MeterName) : null;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => _inner?.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => _inner?.IsEnabled(logLevel) ?? false;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _inner?.Log(logLevel, eventId, state, exception, formatter);
}
