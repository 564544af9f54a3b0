using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Locket.Client.Tests.TestSupport;

/// <summary>Somebody at the other end of TLS who does what a test says, once.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private const string WebSocketGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Task _serving;

    /// <param name="answer">Gets the request's head and the stream.</param>
    public RawServer(Func<string, Stream, Task> answer)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=test", key, HashAlgorithmName.SHA256);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    public RelayTarget Target => new()
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        Pin = SHA256.HashData(_certificate.RawData),
    };

    /// <summary>Agrees to a WebSocket, then sends bytes of frames (RFC 6455) as they are, and waits for the end.</summary>
    public static RawServer AfterUpgrade(params byte[][] frames) => new(async (request, stream) =>
    {
        string key = request.Split("\r\n").First(line => line.StartsWith("Sec-WebSocket-Key: ", StringComparison.OrdinalIgnoreCase))[19..].Trim();
#pragma warning disable CA5350 // RFC 6455 asks for SHA-1
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + WebSocketGuid)));
#pragma warning restore CA5350
        await WriteAsync(stream, $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n");
        foreach (byte[] frame in frames)
        {
            await stream.WriteAsync(frame, Waiting.Stop);
        }

        await ReadToEndAsync(stream);
    });

    /// <summary>Reads the request and says nothing.</summary>
    public static RawServer Silent(Action asked) => new(async (_, stream) =>
    {
        asked();
        await ReadToEndAsync(stream);
    });

    public static RawServer Answering(string head) => new((_, stream) => WriteAsync(stream, head.ReplaceLineEndings("\r\n") + "\r\n\r\n"));

    /// <summary>A WebSocket message of the server in one frame.</summary>
    /// <param name="opcode">1 text, 2 binary, 8 goodbye.</param>
    /// <param name="payload">What it holds.</param>
    /// <param name="claimed">The length that its head says.</param>
    public static byte[] Frame(int opcode, byte[] payload, long? claimed = null)
    {
        byte[] length = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(claimed ?? payload.Length));
        return [(byte)(0x80 | opcode), 127, .. length, .. payload];
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving.PatientlyAsync();
        _listener.Dispose();
        _certificate.Dispose();
    }

    private static async Task WriteAsync(Stream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), Waiting.Stop);

    private static async Task ReadToEndAsync(Stream stream)
    {
        byte[] buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, Waiting.Stop) > 0)
        {
        }
    }

    private async Task ServeAsync(Func<string, Stream, Task> answer)
    {
        try
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync(Waiting.Stop);
            await using SslStream stream = new(client.GetStream());
            await stream.AuthenticateAsServerAsync(_certificate);
            StringBuilder head = new();
            byte[] one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, Waiting.Stop) > 0)
            {
                head.Append((char)one[0]);
            }

            await answer(head.ToString(), stream);
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client left, as it should.
        }
    }
}
