using System.Net;
using System.Threading.Channels;
using Xunit;

namespace Locket.Classic.Tests.Sockets;

/// <summary>A server on a free port of this machine, with its events in the order in which they came.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string Password = "hunter2";

    /// <summary>A bound for what never comes; not a measurement.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Channel<ClassicSocketEvent> _events = Channel.CreateUnbounded<ClassicSocketEvent>();
    private readonly CancellationTokenSource _stop = new();
    private readonly IDisposable _server;
    private readonly ClassicSecret _secret;
    private Task _run = Task.CompletedTask;

    private RunningServer(IDisposable server, ClassicSecret secret, IPEndPoint endPoint)
    {
        _server = server;
        _secret = secret;
        EndPoint = endPoint;
    }

    public static byte[] Key => "Sixteen byte key"u8.ToArray();

    public static IPEndPoint AnyPort => new(IPAddress.Loopback, 0);

    public IPEndPoint EndPoint { get; }

    public int Port => EndPoint.Port;

    /// <summary>Every event so far that was waited past.</summary>
    public List<ClassicSocketEvent> Seen { get; } = [];

    public static RunningServer Socket(
        ClassicSocketLimits? limits = null, TimeProvider? time = null, string? reply = SocketCbcServerOptions.DefaultReply)
    {
        ClassicSecret key = ClassicSecret.FromKey(Key);
        SocketCbcServer server = SocketCbcServer.Listen(AnyPort, key, new() { Limits = limits ?? new(), Reply = reply }, time);
        RunningServer running = new(server, key, server.EndPoint);
        running._run = server.RunAsync(running.Tell, running._stop.Token);
        return running;
    }

    /// <param name="answer">By default, what the client wrote in capitals.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="address">Where to listen; loopback by default.</param>
    public static RunningServer Chat(
        Func<ChatCbcTurn, CancellationToken, Task<string?>>? answer = null,
        ClassicSocketLimits? limits = null,
        TimeProvider? time = null,
        IPAddress? address = null)
    {
        ClassicSecret password = ClassicSecret.FromPassword(Password);
        ChatCbcServer server = ChatCbcServer.Listen(new IPEndPoint(address ?? IPAddress.Loopback, 0), password, limits, time);
        RunningServer running = new(server, password, server.EndPoint);
        answer ??= (turn, _) => Task.FromResult<string?>(turn.Text.ToUpperInvariant());
        running._run = server.RunAsync(answer, running.Tell, running._stop.Token);
        return running;
    }

    public Task<RawPeer> ConnectAsync(IPAddress? from = null) => RawPeer.ConnectAsync(EndPoint, from);

    public async Task<ClassicSocketEvent> WaitForAsync(ClassicSocketEventKind kind, int? client = null)
    {
        using CancellationTokenSource limit = new(Patience);
        while (true)
        {
            ClassicSocketEvent happened = await _events.Reader.ReadAsync(limit.Token);
            Seen.Add(happened);
            if (happened.Kind == kind && (client is null || happened.Client == client))
            {
                return happened;
            }
        }
    }

    public async Task<ClassicSocketRefusal> RefusalAsync() => (await WaitForAsync(ClassicSocketEventKind.Refused)).Refusal;

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _run.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _server.Dispose();
        _secret.Dispose();
        _stop.Dispose();
    }

    private void Tell(ClassicSocketEvent happened) => Assert.True(_events.Writer.TryWrite(happened));
}
