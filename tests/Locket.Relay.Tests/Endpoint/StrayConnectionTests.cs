using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Locket.Relay.Tests.TestSupport;
using Locket.Wire;
using Xunit;

namespace Locket.Relay.Tests.Endpoint;

/// <summary>Who connects and never asks for anything that a relay knows is told of, too: scans, other programs, other certificates.</summary>
[Collection(RelayGroup.Name)]
public sealed class StrayConnectionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    public async Task Connect_WithoutTls_IsTold(string sent)
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using (TcpClient client = await ConnectAsync(relay))
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(sent), TestContext.Current.CancellationToken);
        }

        await relay.AssertToldAsync(RelayEventKind.StrayConnection, FaultCode.None);
    }

    [Fact]
    public async Task Connect_ClientThatTakesNoSuchCertificate_IsTold()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using (TcpClient client = await ConnectAsync(relay))
        {
            await using SslStream tls = new(client.GetStream(), leaveInnerStreamOpen: true);
            await Assert.ThrowsAsync<AuthenticationException>(() => tls.AuthenticateAsClientAsync("another.example"));
        }

        await relay.AssertToldAsync(RelayEventKind.StrayConnection, FaultCode.None);
    }

    [Theory]
    [InlineData("NOTHING\r\n\r\n", " 400 ")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", " 404 ")]
    [InlineData("POST /v1/rooms/00112233445566778899aabbccddeeff/ws HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", " 405 ")]
    public async Task Send_NoRequestOfTheProtocol_IsTold(string sent, string status)
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using (TcpClient client = await ConnectAsync(relay))
        {
            await using SslStream tls = await EncryptAsync(client);
            await tls.WriteAsync(Encoding.ASCII.GetBytes(sent), TestContext.Current.CancellationToken);
            byte[] answer = new byte[16];
            int read = await tls.ReadAtLeastAsync(answer, 13, throwOnEndOfStream: false, TestContext.Current.CancellationToken);
            Assert.Contains(status, Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
        }

        await relay.AssertToldAsync(RelayEventKind.StrayConnection, FaultCode.None);
    }

    [Fact]
    public async Task Connect_ServedOrRefusedOtherwise_IsNotToldAsStray()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using (RelayClient client = await relay.ConnectAsync(Rooms.Address(1)))
        {
            await client.ReceiveAsync<CaughtUpFrame>();
            await client.CloseAsync();
        }

        await Assert.ThrowsAsync<RefusedException>(() => RelayClient.ConnectAsync(relay.Path("/v1/rooms/zz/ws"), relay.Host.Fingerprint));
        using (await ConnectAsync(relay))
        {
            // The one that is told: what came before it was not.
        }

        await relay.AssertToldAsync(RelayEventKind.StrayConnection, FaultCode.None);
        Assert.Equal(1, relay.Metrics.Of(RelayEventKind.BadAddress));
    }

    [Fact]
    public async Task Connect_MoreThanTwiceTheLimitThatNeverAsk_AreCutAndTold()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { MaxConnections = 1, MaxConnectionsPerAddress = 1 });
        using TcpClient first = await ConnectAsync(relay);
        using TcpClient second = await ConnectAsync(relay);
        using TcpClient third = await ConnectAsync(relay);
        await relay.AssertToldAsync(RelayEventKind.RelayBusy, FaultCode.None);
    }

    private static async Task<TcpClient> ConnectAsync(RunningRelay relay)
    {
        TcpClient client = new();
        await client.ConnectAsync(relay.Host.EndPoint, TestContext.Current.CancellationToken);
        return client;
    }

    private static async Task<SslStream> EncryptAsync(TcpClient client)
    {
#pragma warning disable CA5359 // whose certificate it is matters to no test here
        SslStream tls = new(client.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync("relay.example");
        return tls;
    }
}
