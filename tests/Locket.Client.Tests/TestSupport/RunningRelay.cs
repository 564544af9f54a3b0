using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Locket.Relay;
using Locket.Wire;

namespace Locket.Client.Tests.TestSupport;

/// <summary>The real relay over TLS on loopback. It can be stopped and started again on its port with its certificate, its memory lost.</summary>
internal sealed class RunningRelay : IAsyncDisposable
{
    private readonly RelayCertificate _certificate = RelayCertificate.Create(TimeProvider.System);
    private readonly ConcurrentQueue<RelayEvent> _events = new();
    private readonly RelayOptions _options;
    private readonly IRoomStore? _store;
    private readonly TimeProvider? _time;
    private RelayHost? _host;

    private RunningRelay(RelayOptions options, IRoomStore? store, TimeProvider? time)
    {
        _options = options;
        _store = store;
        _time = time;
    }

    public int Port { get; private set; }

    public string Fingerprint => _certificate.Fingerprint;

    public IReadOnlyCollection<RelayEvent> Events => _events;

    /// <summary>Gets how a client that has the invitation reaches it.</summary>
    public RelayTarget Target => new() { Host = "127.0.0.1", Port = Port, Pin = Convert.FromHexString(Fingerprint) };

    public static async Task<RunningRelay> StartAsync(RelayOptions? options = null, IRoomStore? store = null, TimeProvider? time = null)
    {
        RunningRelay relay = new(options ?? new RelayOptions(), store, time);
        await relay.StartAgainAsync();
        return relay;
    }

    public async Task StartAgainAsync()
    {
        RelayHostOptions options = new()
        {
            Listen = new IPEndPoint(IPAddress.Loopback, Port),
            Relay = _options,
            Certificate = _certificate,
        };
        _host = await RelayHost.StartAsync(options, _events.Enqueue, time: _time, store: _store, cancellationToken: Waiting.Stop).PatientlyAsync();
        Port = _host.EndPoint.Port;
    }

    public async Task StopAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync().AsTask().PatientlyAsync();
            _host = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _certificate.Dispose();
    }

    public static RoomAddress Room(int number)
        => RoomAddress.FromBytes(SHA256.HashData(BitConverter.GetBytes(number)).AsSpan(0, RoomAddress.LengthInBytes));
}
