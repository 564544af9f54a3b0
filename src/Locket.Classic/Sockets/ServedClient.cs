using System.Net;
using System.Net.Sockets;

namespace Locket.Classic.Sockets;

/// <summary>One connection of a server.</summary>
internal sealed class ServedClient : IDisposable
{
    private readonly EventSink _events;
    private readonly RefusalLedger _refusals;
    private readonly NetworkStream _stream;
    private readonly CancellationTokenSource _leave;

    public ServedClient(int number, Socket socket, IPEndPoint endPoint, EventSink events, RefusalLedger refusals, CancellationToken stop)
    {
        Number = number;
        EndPoint = endPoint;
        _events = events;
        _refusals = refusals;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _leave = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    public int Number { get; }

    public IPEndPoint EndPoint { get; }

    public Stream Stream => _stream;

    /// <summary>Ends with the server, and when the client has to make room.</summary>
    public CancellationToken Leaving => _leave.Token;

    /// <summary>Whether it has sent something good and so keeps its place.</summary>
    public bool IsSettled { get; private set; }

    public bool MadeRoom { get; private set; }

    /// <summary>Whether the connection was closed before its message was judged.</summary>
    public bool HasHungUp { get; private set; }

    public void Settle() => IsSettled = true;

    /// <summary>Closes the connection; what came over it may still be judged.</summary>
    public void HangUp()
    {
        HasHungUp = true;
        _stream.Dispose();
    }

    /// <summary>Counts a refusal or a wrong password against the client's address.</summary>
    /// <returns>Whether the address is blocked now.</returns>
    public bool NoteRefusal()
    {
        _refusals.Note(EndPoint.Address);
        return _refusals.IsBlocked(EndPoint.Address);
    }

    public void MakeRoom()
    {
        MadeRoom = true;

        // Its own continuations run elsewhere: whoever makes it leave holds the lock of the list.
        _ = _leave.CancelAsync();
    }

    public void Tell(
        ClassicSocketEventKind kind,
        string? text = null,
        string? detail = null,
        ClassicSocketRefusal refusal = ClassicSocketRefusal.None)
        => _events.Emit(kind, Number, EndPoint, text, detail, refusal);

    public void Dispose()
    {
        _stream.Dispose();
        _leave.Dispose();
    }
}
