using System.Net;
using System.Net.Sockets;

namespace Locket.Client.Tests.TestSupport;

/// <summary>
/// A TCP proxy on loopback that cuts each connection after as many bytes (of both directions) as its plan says, in the middle of
/// whatever is going on. When the plan is at its end, it lets everything through.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly IEnumerator<long> _plan;
    private readonly Task _accepting;
    private int _cuts;

    /// <param name="target">The port to forward to.</param>
    /// <param name="plan">For each connection in turn, after how many bytes it is cut.</param>
    public CuttingProxy(int target, IEnumerable<long> plan)
    {
        _target = target;
        _plan = plan.GetEnumerator();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Gets how many connections were cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.PatientlyAsync();
        _listener.Dispose();
        _plan.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_stop.Token);
                connections.Add(ForwardAsync(client, _plan.MoveNext() ? _plan.Current : long.MaxValue));
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ForwardAsync(Socket client, long budget)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using Socket one = client;
        Budget left = new(budget);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            await Task.WhenAll(CopyAsync(client, socket, left, end), CopyAsync(socket, client, left, end));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One of the ends is gone; so is the other now.
        }

        if (left.IsSpent)
        {
            // No goodbye: both sides see a reset, as when a cable is cut and a router forgets.
            client.LingerState = new LingerOption(enable: true, 0);
            socket.LingerState = new LingerOption(enable: true, 0);
            Interlocked.Increment(ref _cuts);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to, Budget left, CancellationTokenSource end)
    {
        byte[] buffer = new byte[16 * 1024];
        try
        {
            int length;
            while ((length = await from.ReceiveAsync(buffer, end.Token)) > 0)
            {
                int granted = left.Take(length);
                for (int sent = 0; sent < granted;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, granted - sent), end.Token);
                }

                if (granted < length)
                {
                    return;
                }
            }
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private sealed class Budget(long bytes)
    {
        private readonly Lock _lock = new();
        private long _left = bytes;

        public bool IsSpent { get; private set; }

        public int Take(int wanted)
        {
            lock (_lock)
            {
                int granted = (int)Math.Min(wanted, _left);
                _left -= granted;
                IsSpent |= granted < wanted;
                return granted;
            }
        }
    }
}
