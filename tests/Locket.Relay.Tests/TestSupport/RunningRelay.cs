using System.Collections.Concurrent;
using System.Threading.Channels;
using Locket.Wire;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Locket.Relay.Tests.TestSupport;

/// <summary>A relay on a port of its own over TLS, everything that it tells, and clients that pin its certificate.</summary>
internal sealed class RunningRelay : IAsyncDisposable
{
    /// <summary>How long a test waits for what must come; it is no measure, a busy machine may take its time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Channel<RelayEvent> _waiting = Channel.CreateUnbounded<RelayEvent>();
    private readonly ConcurrentQueue<RelayEvent> _events = new();
    private readonly ILoggerFactory _loggers;

    private RunningRelay()
        => _loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));

    public RelayHost Host { get; private set; } = null!;

    public LogLines Log { get; } = new();

    public MetricSums Metrics { get; } = new();

    public IReadOnlyCollection<RelayEvent> Events => _events;

    public static async Task<RunningRelay> StartAsync(RelayOptions? options = null, TimeProvider? time = null, IRoomStore? store = null)
    {
        RunningRelay relay = new();
        relay.Host = await RelayHost.StartAsync(
            new RelayHostOptions { Relay = options ?? new RelayOptions() },
            relay.Receive,
            relay._loggers,
            time,
            store,
            TestContext.Current.CancellationToken);
        return relay;
    }

    public Uri Path(string path) => new($"wss://{Host.EndPoint}{path}");

    public Uri RoomPath(RoomAddress room, long after = 0) => Path($"/v1/rooms/{room.ToHex()}/ws?after={after}");

    public async Task<RelayClient> ConnectAsync(RoomAddress room, long after = 0, string? token = null)
        => await RelayClient.ConnectAsync(RoomPath(room, after), Host.Fingerprint, token);

    /// <summary>Waits for the next event of a kind; those before it are passed over.</summary>
    public async Task<RelayEvent> WaitForAsync(RelayEventKind kind)
    {
        while (true)
        {
            RelayEvent happened = await _waiting.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
            if (happened.Kind == kind)
            {
                return happened;
            }
        }
    }

    /// <summary>What must hold for every refusal: one event with its id in the log and in the metrics.</summary>
    public async Task AssertToldAsync(RelayEventKind kind, FaultCode fault)
    {
        RelayEvent happened = await WaitForAsync(kind);
        Assert.Equal(fault, happened.Fault);
        Assert.True(happened.IsSecurityEvent);
        Assert.Equal(1, Metrics.Of(kind));
        Assert.Contains(Log.All, line => line.Id.Id == (int)kind && line.Text.Contains(happened.Peer, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Metrics.Dispose();
        _loggers.Dispose();
    }

    private void Receive(RelayEvent happened)
    {
        _events.Enqueue(happened);
        _waiting.Writer.TryWrite(happened);
    }
}
