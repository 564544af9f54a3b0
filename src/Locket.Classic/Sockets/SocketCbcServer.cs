using System.Net;
using Locket.Classic.Sockets;

namespace Locket.Classic;

/// <summary>The server of <c>socket-cbc</c>: each client sends one encrypted message, gets one encrypted reply, and is done.</summary>
/// <remarks>
/// <para>On the wire, both ways: base64(IV (16) ‖ AES-128-CBC(PKCS#7(UTF-8))), at most 2048 characters, without framing (see
/// <see cref="ClassicSocketLimits"/> for where a message ends). A line end after it is passed over.</para>
/// <para>The protocol proves neither who wrote nor that nothing was changed, and the reply tells any sender whether its message decrypted:
/// whoever recorded a message can find out its text by asking often. Without a reply (<see cref="SocketCbcServerOptions.Reply"/>) the
/// connection is closed before the message is decrypted, so that nothing tells. A refused client sees only the end of the
/// connection.</para>
/// </remarks>
public sealed class SocketCbcServer : IDisposable
{
    /// <summary>The program's port.</summary>
    public const int DefaultPort = 5000;

    /// <summary>The key's length in bytes.</summary>
    public const int KeyLengthInBytes = SocketForm.KeyInBytes;

    private readonly ClientListener _listener;
    private readonly ClassicSecret _key;
    private readonly SocketCbcServerOptions _options;
    private readonly TimeProvider _time;
    private readonly byte[]? _reply;

    private SocketCbcServer(ClientListener listener, ClassicSecret key, SocketCbcServerOptions options, TimeProvider time, byte[]? reply)
    {
        _listener = listener;
        _key = key;
        _options = options;
        _time = time;
        _reply = reply;
    }

    /// <summary>The longest message or reply: 1519 bytes of UTF-8.</summary>
    public static int MaxTextLengthInBytes => SocketForm.MaxTextLengthInBytes;

    /// <summary>Where it listens; with the real port where 0 was asked for.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>Begins to listen; clients are served once <see cref="RunAsync"/> runs.</summary>
    /// <param name="endPoint">The address and port; port 0 lets the system choose.</param>
    /// <param name="key">A raw key of 16 bytes; stays the caller's, who disposes it after the server.</param>
    /// <param name="options">Reply and limits.</param>
    /// <param name="time">Measures the limits; the system's clock by default.</param>
    /// <returns>The server.</returns>
    /// <exception cref="ArgumentException">The key is not a raw key of 16 bytes, the reply is too long, or a limit is out of
    /// range.</exception>
    /// <exception cref="ClassicConnectionException">The address or port cannot be listened on.</exception>
    public static SocketCbcServer Listen(
        IPEndPoint endPoint, ClassicSecret key, SocketCbcServerOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        SocketForm.RequireKey(key, nameof(key));
        options ??= new SocketCbcServerOptions();
        options.Limits.Validate(nameof(options));
        byte[]? reply = options.Reply is null ? null : MessageText.GetBytes(options.Reply, MaxTextLengthInBytes, nameof(options));
        time ??= TimeProvider.System;
        return new SocketCbcServer(new ClientListener(endPoint, options.Limits, time), key, options, time, reply);
    }

    /// <summary>Serves clients, many at once, until it is cancelled; then closes them all and returns. To be called once.</summary>
    /// <param name="events">Told of everything, one call at a time; what it throws stops the server and is thrown here.</param>
    /// <param name="cancellationToken">Stops the server, which is no failure.</param>
    /// <returns>A task that ends when no client is left.</returns>
    public Task RunAsync(Action<ClassicSocketEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        return _listener.RunAsync(ServeAsync, events, cancellationToken);
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(ServedClient client)
    {
        ClassicSocketLimits limits = _options.Limits;
        using UnframedReader reader = new(client.Stream, SocketForm.MaxMessageLengthInBytes, limits, _time);
        Collected collected = await reader
            .CollectAsync(limits.FirstByteLimit, SocketForm.Judge, client.Leaving).ConfigureAwait(false);
        if (_reply is null)
        {
            // Before the key is used: neither the moment of the close nor a count of refusals tells whether the message decrypts.
            client.HangUp();
        }

        string text = SocketForm.ReadText(_key, collected, reader.Received);
        client.Settle();
        client.Tell(ClassicSocketEventKind.Received, text);
        if (_reply is not null && !await TryReplyAsync(client).ConfigureAwait(false))
        {
            client.Tell(ClassicSocketEventKind.Ended, detail: "it left without the reply");
            return;
        }

        client.Tell(ClassicSocketEventKind.Ended);
    }

    private async Task<bool> TryReplyAsync(ServedClient client)
    {
        try
        {
            byte[] message = SocketForm.Seal(_key, _reply);
            await PeerStream.SendAsync(client.Stream, message, _options.Limits, _time, client.Leaving).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The published client may be gone already; its message was good all the same.
            return false;
        }

        client.Tell(ClassicSocketEventKind.Sent, _options.Reply);
        return true;
    }
}
