using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Authentication;
using Locket.Wire;

namespace Locket.Client.Connections;

/// <summary>One WebSocket to one room's log: frames out, frames in (docs/protocol.md, "Relay").</summary>
/// <remarks>
/// One caller may send while another receives. Whatever ends the connection is a <see cref="RelayConnectionException"/>; afterwards only
/// <see cref="Dispose"/> is left. A proxy that the environment names (<c>HTTPS_PROXY</c>) is used; it sees the relay's name, no more.
/// </remarks>
internal sealed class RelayConnection : IDisposable
{
    /// <summary>A quiet connection is pinged as often as relays do it: below what routers and proxies forget connections after.</summary>
    private static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(30);

    /// <summary>How long the answer to a ping may take until the connection counts as lost.</summary>
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(20);

    /// <summary>The longest answer to the request in KiB: a relay sends a few lines.</summary>
    private const int MaxResponseHeadersInKibibytes = 16;

    private readonly RelayTarget _target;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpMessageInvoker _invoker;
    private readonly ClientWebSocket _socket = new();
    private readonly CertificateJudge _judge;
    private readonly MessageReader _reader;
    private bool _isCaughtUp;

    private RelayConnection(RelayTarget target)
    {
        _target = target;
        _judge = new CertificateJudge(target);
        _handler = Handler(_judge);
        _invoker = new HttpMessageInvoker(_handler, disposeHandler: true);
        _reader = new MessageReader(_socket);
    }

    /// <summary>Gets SHA-256 of the relay's certificate (DER), 32 bytes.</summary>
    public ReadOnlyMemory<byte> Fingerprint => _judge.Fingerprint;

    /// <summary>Gets why that certificate was taken.</summary>
    public CertificateTrust Trust => _judge.Trust;

    /// <summary>Connects.</summary>
    /// <param name="target">The relay.</param>
    /// <param name="room">The room.</param>
    /// <param name="after">The number of the newest entry that is not needed any more; 0: everything is.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RelayConnectionException">The connection did not come about.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<RelayConnection> ConnectAsync(
        RelayTarget target, RoomAddress room, long after, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        RelayConnection connection = new(target);
        bool isOpen = false;
        try
        {
            using CancellationTokenSource limit = new(target.ConnectLimit, time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await connection.OpenAsync(target.UriOf(room, after), either.Token).ConfigureAwait(false);
            isOpen = true;
            return connection;
        }
        catch (Exception failure) when (ConnectionLoss.Is(failure) || failure is OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw failure is OperationCanceledException
                ? ConnectFailures.TimedOut(target)
                : ConnectFailures.Explain(target, connection._judge, connection._socket, failure);
        }
        finally
        {
            if (!isOpen)
            {
                connection.Dispose();
            }
        }
    }

    /// <summary>Sends a frame; ends when the system has taken it. Cancelling ends the connection.</summary>
    /// <exception cref="RelayConnectionException">The connection is lost.</exception>
    public async Task SendAsync(IFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.SendAsync(frame.ToArray(), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception failure) when (ConnectionLoss.Is(failure))
        {
            throw Lost(failure);
        }
    }

    /// <summary>
    /// Takes the next frame: an entry, stored, caught-up, or a fault that concerns one append. It owns its bytes. Cancelling ends the
    /// connection.
    /// </summary>
    /// <exception cref="RelayConnectionException">The relay ended the connection, or it is lost.</exception>
    public async Task<IFrame> ReceiveAsync(CancellationToken cancellationToken)
    {
        byte[]? message;
        try
        {
            message = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (ConnectionLoss.Is(failure))
        {
            throw Lost(failure);
        }

        if (message is null)
        {
            throw _reader.IsClosed
                ? Lost(null)
                : new RelayConnectionException(RelayFailure.BadFrame, $"{_target} sent a message that no relay sends", mayRetry: false);
        }

        // Caught-up comes once: whoever repeats it only makes the program say again and again that it is connected.
        if (!RelayFrame.TryLoad(message, out IFrame? frame) || (frame is CaughtUpFrame && _isCaughtUp))
        {
            throw new RelayConnectionException(RelayFailure.BadFrame, $"{_target} sent a frame that no relay sends", mayRetry: false);
        }

        _isCaughtUp |= frame is CaughtUpFrame;
        return frame is FaultFrame fault && !FaultCodes.ConcernsOneAppend(fault.Code)
            ? throw ConnectFailures.Refused(_target, fault.Code, fault.RetryAfter)
            : frame;
    }

    /// <summary>Says goodbye. What the relay still sends can be received until it says goodbye too, which is a loss.</summary>
    /// <exception cref="RelayConnectionException">The connection is lost.</exception>
    public async Task SayGoodbyeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (ConnectionLoss.Is(failure))
        {
            throw Lost(failure);
        }
    }

    /// <summary>Cuts the connection, whatever is under way.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        _invoker.Dispose();
    }

    [SuppressMessage("Security", "CA5398:Avoid hardcoded SslProtocols values",
        Justification = "older versions must stay out whatever the machine allows")]
    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "the judge decides, and says why")]
    private static SocketsHttpHandler Handler(CertificateJudge judge) => new()
    {
        // A relay never sends anybody elsewhere, and the token is for this one.
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxResponseHeadersLength = MaxResponseHeadersInKibibytes,
        AutomaticDecompression = DecompressionMethods.None,
        SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = judge.Judge,
        },
    };

    private async Task OpenAsync(Uri uri, CancellationToken cancellationToken)
    {
        _socket.Options.CollectHttpResponseDetails = true;
        _socket.Options.KeepAliveInterval = KeepAliveInterval;
        _socket.Options.KeepAliveTimeout = KeepAliveTimeout;
        if (_target.Token is string token)
        {
            _socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        await _socket.ConnectAsync(uri, _invoker, cancellationToken).ConfigureAwait(false);
    }

    private RelayConnectionException Lost(Exception? failure)
        => new(RelayFailure.Lost, $"the connection to {_target} was lost", mayRetry: true, innerException: failure);
}
