using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Locket.Classic.Sockets;

/// <summary>
/// Accepts many clients at once, each with a conversation of its own; whatever one of them does, the others are served on.
/// </summary>
internal sealed class ClientListener : IDisposable
{
    /// <summary>Connections that the system holds until they are accepted.</summary>
    private const int Backlog = 128;

    /// <summary>The wait after an accept that failed, as when the process has no descriptor left.</summary>
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, ServedClient> _clients = [];
    private readonly Socket _socket;
    private readonly ClassicSocketLimits _limits;
    private readonly TimeProvider _time;
    private readonly RefusalLedger _refusals;
    private int _lastNumber;

    /// <exception cref="ClassicConnectionException">The address cannot be listened on.</exception>
    public ClientListener(IPEndPoint endPoint, ClassicSocketLimits limits, TimeProvider time)
    {
        _limits = limits;
        _time = time;
        _refusals = new RefusalLedger(limits.MaxRefusalsPerAddressAndMinute, time);
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(endPoint);
            _socket.Listen(Backlog);
            EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        }
        catch (SocketException failure)
        {
            _socket.Dispose();
            throw new ClassicConnectionException($"cannot listen on {endPoint}: {failure.Message}", canRetry: false, failure);
        }
    }

    /// <summary>Where it listens; with the real port where 0 was asked for.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Serves until the token is cancelled, then closes every client and returns.</summary>
    public async Task RunAsync(
        Func<ServedClient, Task> serve, Action<ClassicSocketEvent> receiver, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        EventSink events = new(receiver, _time, stop);
        HashSet<Task> served = [];
        events.Emit(ClassicSocketEventKind.Listening, endPoint: EndPoint);
        try
        {
            while (true)
            {
                Socket socket = await AcceptAsync(stop.Token).ConfigureAwait(false);
                served.RemoveWhere(task => task.IsCompleted);
                if (Admit(socket, events, stop.Token) is { } client)
                {
#pragma warning disable CA2025 // the task itself disposes the client, and is waited for below
                    served.Add(Task.Run(() => ServeAsync(client, serve), CancellationToken.None));
#pragma warning restore CA2025
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The one way out.
        }
        finally
        {
            _socket.Dispose();
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(served).ConfigureAwait(false);
        }

        TellOfEndedBlocks(events, _refusals.TakeAll());
        events.ThrowIfFailed();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<Socket> AcceptAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // The client is gone again, or there are no descriptors: neither ends the server.
                await Task.Delay(AcceptPause, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private ServedClient? Admit(Socket socket, EventSink events, CancellationToken stop)
    {
        int number = ++_lastNumber;
        IPEndPoint? endPoint;
        try
        {
            endPoint = (IPEndPoint?)socket.RemoteEndPoint;
            socket.NoDelay = true;
        }
        catch (SocketException)
        {
            endPoint = null;
        }

        if (endPoint is null)
        {
            socket.Dispose();
            events.Emit(
                ClassicSocketEventKind.Refused, number, null, detail: "it was gone at once", refusal: ClassicSocketRefusal.ClosedEarly);
            return null;
        }

        int turnedAway = _refusals.TurnAway(endPoint.Address);
        TellOfEndedBlocks(events, _refusals.TakeEnded());
        if (turnedAway > 1)
        {
            // A block is told once, and its connections are counted: a line for each would be a flood of its own.
            socket.Dispose();
            return null;
        }

        if (turnedAway == 1)
        {
            return Refuse(ClassicSocketRefusal.AddressBlocked, Refusals.AddressBlocked);
        }

        return TryEnter(number, socket, endPoint, events, stop)
            ?? Refuse(ClassicSocketRefusal.TooManyConnections, $"all {_limits.MaxConnections} connections are taken");

        ServedClient? Refuse(ClassicSocketRefusal refusal, string detail)
        {
            socket.Dispose();
            events.Emit(ClassicSocketEventKind.Refused, number, endPoint, detail: detail, refusal: refusal);
            return null;
        }
    }

    /// <summary>Null where every place is kept.</summary>
    private ServedClient? TryEnter(int number, Socket socket, IPEndPoint endPoint, EventSink events, CancellationToken stop)
    {
        lock (_lock)
        {
            if (_clients.Count >= _limits.MaxConnections)
            {
                if (FindLeaver() is not { } leaver)
                {
                    return null;
                }

                _clients.Remove(leaver.Number);
                leaver.MakeRoom();
            }

            ServedClient client = new(number, socket, endPoint, events, _refusals, stop);
            _clients.Add(number, client);
            return client;
        }
    }

    /// <summary>
    /// The oldest that has sent nothing good yet, of the network that holds most connections: who floods pushes out its own.
    /// </summary>
    private ServedClient? FindLeaver()
        => _clients.Values
            .GroupBy(client => PeerNetwork.Of(client.EndPoint.Address))
            .Where(group => group.Any(client => !client.IsSettled))
            .MaxBy(group => group.Count())

            // Numbers rise, so the first is the oldest.
            ?.First(client => !client.IsSettled);

    private static void TellOfEndedBlocks(EventSink events, IReadOnlyList<EndedBlock> ended)
    {
        foreach (EndedBlock block in ended)
        {
            events.Emit(
                ClassicSocketEventKind.Unblocked,
                endPoint: new IPEndPoint(block.Network, 0),
                detail: string.Create(CultureInfo.InvariantCulture, $"connections that were not heard: {block.TurnedAway}"));
        }
    }

    private async Task ServeAsync(ServedClient client, Func<ServedClient, Task> serve)
    {
        using (client)
        {
            client.Tell(ClassicSocketEventKind.Connected);
            try
            {
                await serve(client).ConfigureAwait(false);
            }
            catch (RefusedException refused)
            {
                Refuse(client, refused.Refusal, refused.Message);
            }
            catch (OperationCanceledException) when (client.MadeRoom)
            {
                Refuse(client, ClassicSocketRefusal.MadeRoom, "all connections were taken, and it had not sent anything good yet");
            }
            catch (OperationCanceledException) when (client.Leaving.IsCancellationRequested)
            {
                client.Tell(ClassicSocketEventKind.Ended, detail: "the server stops");
            }
            catch (IOException failure)
            {
                Refuse(client, ClassicSocketRefusal.ConnectionLost, $"the connection broke: {failure.GetBaseException().Message}");
            }
#pragma warning disable CA1031 // one client's fault must not end the others
            catch (Exception fault)
#pragma warning restore CA1031
            {
                Refuse(client, ClassicSocketRefusal.InternalFault, $"internal error: {fault.GetType().Name}");
            }
            finally
            {
                lock (_lock)
                {
                    _clients.Remove(client.Number);
                }
            }
        }
    }

    private static void Refuse(ServedClient client, ClassicSocketRefusal refusal, string detail)
    {
        if (!client.HasHungUp && IsItsOwnDoing(refusal))
        {
            client.NoteRefusal();
        }

        client.Tell(ClassicSocketEventKind.Refused, detail: detail, refusal: refusal);
    }

    /// <summary>False for what a flood, a slow network or this server can do to a client.</summary>
    private static bool IsItsOwnDoing(ClassicSocketRefusal refusal)
        => refusal is not (ClassicSocketRefusal.MadeRoom or ClassicSocketRefusal.TimedOut or ClassicSocketRefusal.ClosedEarly
            or ClassicSocketRefusal.InternalFault);
}
