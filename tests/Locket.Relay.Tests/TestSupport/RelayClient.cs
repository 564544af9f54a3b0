using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography;
using Locket.Wire;
using Xunit;

namespace Locket.Relay.Tests.TestSupport;

/// <summary>A plain client: frames out, frames in, one certificate and no other.</summary>
internal sealed class RelayClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[WireLimits.MaxFrameInBytes];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ClientWebSocket Socket => _socket;

    public static async Task<RelayClient> ConnectAsync(Uri uri, string fingerprint, string? token = null)
    {
        RelayClient client = new();
        try
        {
            client._socket.Options.CollectHttpResponseDetails = true;
            client._socket.Options.RemoteCertificateValidationCallback = Pin(fingerprint);
            if (token is not null)
            {
                client._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            }

            await client._socket.ConnectAsync(uri, Stop).WaitAsync(RunningRelay.Patience);
            return client;
        }
        catch (Exception failure)
        {
            RefusedException? refused = RefusedException.From(client._socket, failure);
            client.Dispose();
            throw refused ?? failure;
        }
    }

    /// <summary>Trusts the certificate with this fingerprint and no other, whoever signed it.</summary>
    public static RemoteCertificateValidationCallback Pin(string fingerprint) => (_, certificate, _, _) =>
        certificate is not null
        && string.Equals(Convert.ToHexStringLower(SHA256.HashData(certificate.GetRawCertData())), fingerprint, StringComparison.Ordinal);

    public Task AppendAsync(string text) => SendAsync(new AppendFrame(Rooms.Body(text)).ToArray());

    public Task SendAsync(byte[] message, WebSocketMessageType type = WebSocketMessageType.Binary)
        => _socket.SendAsync(message, type, endOfMessage: true, Stop).WaitAsync(RunningRelay.Patience);

    /// <summary>The next frame; null at the relay's goodbye.</summary>
    public async Task<IFrame?> ReceiveAsync()
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part =
                await _socket.ReceiveAsync(_buffer.AsMemory(length), Stop).AsTask().WaitAsync(RunningRelay.Patience);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (part.EndOfMessage)
            {
                Assert.Equal(WebSocketMessageType.Binary, part.MessageType);
                Assert.True(RelayFrame.TryLoad(_buffer.AsSpan(0, length).ToArray(), out IFrame? frame));
                return frame;
            }
        }
    }

    /// <summary>The next frame of a kind; those of other kinds are passed over.</summary>
    public async Task<T> ReceiveAsync<T>()
        where T : class, IFrame
    {
        while (true)
        {
            switch (await ReceiveAsync())
            {
                case T frame:
                    return frame;
                case null:
                    throw new InvalidOperationException($"goodbye came before {typeof(T).Name}");
                default:
                    break;
            }
        }
    }

    /// <summary>The next fault, after which the relay says goodbye and nothing else.</summary>
    public async Task<FaultFrame> ReceiveLastFaultAsync()
    {
        FaultFrame fault = await ReceiveAsync<FaultFrame>();
        while (FaultCodes.ConcernsOneAppend(fault.Code))
        {
            fault = await ReceiveAsync<FaultFrame>();
        }

        Assert.Null(await ReceiveAsync());
        return fault;
    }

    public async Task CloseAsync()
        => await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Stop).WaitAsync(RunningRelay.Patience);

    public void Dispose() => _socket.Dispose();
}
