using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Locket.Relay.Tests.TestSupport;
using Locket.Wire;
using Xunit;

namespace Locket.Relay.Tests.Endpoint;

/// <summary>Starting, stopping, and what the certificate says.</summary>
[Collection(RelayGroup.Name)]
public sealed class RelayHostTests
{
    private static readonly RoomAddress Room = Rooms.Address(1);

    [Fact]
    public async Task Dispose_ClientsAreConnected_TellsThemAndFreesThePort()
    {
        RunningRelay relay = await RunningRelay.StartAsync();
        IPEndPoint endPoint = relay.Host.EndPoint;
        using RelayClient client = await relay.ConnectAsync(Room);
        await client.ReceiveAsync<CaughtUpFrame>();
        Task stopping = relay.DisposeAsync().AsTask();
        FaultFrame fault = await client.ReceiveLastFaultAsync();
        Assert.Equal(FaultCode.ShuttingDown, fault.Code);
        await client.CloseAsync();
        await stopping.WaitAsync(RunningRelay.Patience, TestContext.Current.CancellationToken);
        await using RelayHost next = await RelayHost.StartAsync(
            new RelayHostOptions { Listen = endPoint }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(endPoint, next.EndPoint);
        await next.DisposeAsync();
    }

    [Fact]
    public async Task Dispose_ClientThatDoesNotAnswer_IsCutAfterTheCloseLimit()
    {
        RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { CloseLimit = TimeSpan.FromMilliseconds(200) });
        using RelayClient client = await relay.ConnectAsync(Room);
        await relay.DisposeAsync().AsTask().WaitAsync(RunningRelay.Patience, TestContext.Current.CancellationToken);
        Assert.Contains(relay.Events, happened => happened.Kind == RelayEventKind.ConnectionClosed);
    }

    [Fact]
    public async Task Start_PortInUse_Throws()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await Assert.ThrowsAsync<IOException>(() => RelayHost.StartAsync(
            new RelayHostOptions { Listen = relay.Host.EndPoint }, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_TwoRelays_HaveCertificatesOfTheirOwn()
    {
        await using RunningRelay one = await RunningRelay.StartAsync();
        await using RunningRelay two = await RunningRelay.StartAsync();
        Assert.Matches("^[0-9a-f]{64}$", one.Host.Fingerprint);
        Assert.NotEqual(one.Host.Fingerprint, two.Host.Fingerprint, StringComparer.Ordinal);
        await Assert.ThrowsAsync<WebSocketException>(() => RelayClient.ConnectAsync(one.RoomPath(Room), two.Host.Fingerprint));
    }

    [Fact]
    public void Certificate_Generated_NamesNobodyAndUsesP256()
    {
        using RelayCertificate certificate = RelayCertificate.Create(TimeProvider.System);
        Assert.Equal("CN=Locket relay", certificate.Certificate.Subject);
        Assert.Equal(256, certificate.Certificate.GetECDsaPublicKey()?.KeySize);
        Assert.DoesNotContain(certificate.Certificate.Extensions, extension => extension is X509SubjectAlternativeNameExtension);
    }

    [Fact]
    public async Task Store_ThatFails_EndsTheConnectionWithAFaultWorthARetry()
    {
        await using FailingStore store = new();
        await using RunningRelay relay = await RunningRelay.StartAsync(store: store);
        using RelayClient client = await relay.ConnectAsync(Room);
        await client.ReceiveAsync<CaughtUpFrame>();
        await client.AppendAsync("a");
        FaultFrame fault = await client.ReceiveLastFaultAsync();
        Assert.Equal(FaultCode.StoreFailed, fault.Code);
        Assert.True(FaultCodes.MayRetry(fault.Code));
        Assert.Equal(RelayEventKind.StoreFailed, (await relay.WaitForAsync(RelayEventKind.StoreFailed)).Kind);
        Assert.DoesNotContain(relay.Log.All, line => line.Text.Contains(FailingStore.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Options_OutsideTheirLimits_Throws()
    {
        RelayOptions good = new();
        RelayOptions[] bad =
        [
            good with { AppendsPerSecond = 0 },
            good with { AppendBurst = 0 },
            good with { MaxRefusedAppends = 0 },
            good with { MaxConnections = 0 },
            good with { MaxConnectionsPerAddress = -1 },
            good with { NewRoomsPerAddressAndHour = 0 },
            good with { SlowReaderLimit = TimeSpan.Zero },
            good with { CloseLimit = TimeSpan.FromDays(2) },
            good with { SweepInterval = TimeSpan.Zero },
            good with { Store = new RoomStoreOptions { MaxRooms = 0 } },
        ];
        good.Validate("options");
        Assert.All(bad, options => Assert.Throws<ArgumentException>(() => options.Validate("options")));
    }
}
