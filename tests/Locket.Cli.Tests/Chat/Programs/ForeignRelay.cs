using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Xunit;

namespace Locket.Cli.Tests.Chat.Programs;

/// <summary>Someone who listens where clients expect a relay, hears what they ask for, and turns them away for good.</summary>
internal sealed class ForeignRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = Certificate();
    private readonly StringBuilder _heard = new();
    private readonly Task _listening;

    /// <param name="clients">How many it turns away.</param>
    public ForeignRelay(int clients)
    {
        _listener.Start();
        _listening = ListenAsync(clients);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public byte[] Pin => SHA256.HashData(_certificate.RawData);

    /// <summary>The requests of all clients, once they were here.</summary>
    public async Task<string> HeardAsync()
    {
        await _listening;
        return _heard.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _certificate.Dispose();
    }

    private static X509Certificate2 Certificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=elsewhere", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private async Task ListenAsync(int clients)
    {
        for (int i = 0; i < clients; i++)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await using SslStream stream = new(client.GetStream());
            await stream.AuthenticateAsServerAsync(_certificate);
            byte[] buffer = new byte[16 * 1024];
            int length = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
            _heard.Append(Encoding.ASCII.GetString(buffer, 0, length));
            await stream.WriteAsync(
                "HTTP/1.1 401 Unauthorized\r\nLocket-Fault: 4\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(),
                TestContext.Current.CancellationToken);
        }
    }
}
