using System.Net;
using System.Text;
using Locket.Relay.Endpoint;
using Locket.Relay.Events;
using Locket.Relay.Limits;
using Locket.Relay.Tests.TestSupport;
using Locket.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Locket.Relay.Tests.Events;

/// <summary>Nothing that the relay tells holds a body, a room address or a network address.</summary>
[Collection(RelayGroup.Name)]
public sealed class PrivacyTests
{
    private const string Body = "the body that nobody logs";
    private static readonly RoomAddress Room = Rooms.Address(77);

    [Fact]
    public async Task Log_EverythingThatCanHappen_HoldsNoBodyAndNoAddress()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(
            new RelayOptions { AppendBurst = 2, AppendsPerSecond = 1, MaxRefusedAppends = 1 }, new ManualTime());
        await ProvokeAsync(relay.RoomPath, relay.Host.Fingerprint);
        await relay.WaitForAsync(RelayEventKind.Flooding);
        Assert.True(relay.Log.All.Count >= 6);
        Assert.All(relay.Log.All, line => AssertPrivate(line.Text));
        Assert.All(relay.Events, happened => AssertPrivate(happened.ToString()));
        Assert.All(relay.Metrics.Tags, tag => Assert.StartsWith("kind=", tag, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_InsideAnotherProgramThatLogsEverything_HoldsNoBodyAndNoAddress()
    {
        using RelayCertificate certificate = RelayCertificate.Create(TimeProvider.System);
        using LogLines log = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.Listen(
            IPAddress.Loopback, 0, listen => listen.UseHttps(certificate.Certificate)));
        builder.Services.AddLocketRelay(new RelayOptions { AppendBurst = 2, AppendsPerSecond = 1, MaxRefusedAppends = 1 });
        await using WebApplication application = builder.Build();
        application.MapLocketRelay();
        await application.StartAsync(TestContext.Current.CancellationToken);
        string address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        int port = new Uri(address).Port;
        await ProvokeAsync(
            (room, after) => new Uri($"wss://127.0.0.1:{port}/v1/rooms/{room.ToHex()}/ws?after={after}"), certificate.Fingerprint);
        await application.StopAsync(TestContext.Current.CancellationToken);
        Assert.Contains(log.All, line => line.Id.Id == (int)RelayEventKind.Flooding);
        Assert.All(log.All.Where(line => !line.Text.Contains("Now listening", StringComparison.Ordinal)), line => AssertPrivate(line.Text));
    }

    [Fact]
    public void Pseudonyms_OneDay_AreStableAndApart()
    {
        ManualTime time = new();
        using Pseudonyms pseudonyms = new(time);
        string room = pseudonyms.Of(Room);
        Assert.Matches("^[0-9a-f]{16}$", room);
        time.Advance(TimeSpan.FromHours(20));
        Assert.Equal(room, pseudonyms.Of(Room));
        Assert.NotEqual(room, pseudonyms.Of(Rooms.Address(2)), StringComparer.Ordinal);
        time.Advance(TimeSpan.FromHours(1));
        Assert.NotEqual(room, pseudonyms.Of(Room), StringComparer.Ordinal);
    }

    [Fact]
    public void Pseudonyms_TwoRelays_DifferForTheSameRoom()
    {
        using Pseudonyms one = new(TimeProvider.System);
        using Pseudonyms two = new(TimeProvider.System);
        Assert.NotEqual(one.Of(Room), two.Of(Room), StringComparer.Ordinal);
        NetworkAddress here = new(IPAddress.Loopback);
        Assert.NotEqual(one.Of(here), two.Of(here), StringComparer.Ordinal);
    }

    [Fact]
    public void KindOf_EveryFault_HasAnEventOfItsName()
        => Assert.All(Enum.GetValues<FaultCode>(), fault => Assert.Equal(
            fault is FaultCode.None or FaultCode.ShuttingDown ? "None" : fault.ToString(), RelayEvents.KindOf(fault).ToString()));

    [Fact]
    public void ToString_TokenEntryAndOptions_ShowNoSecret()
    {
        RelayOptions options = new() { Token = new RelayToken("a-secret-token-of-the-tests") };
        Assert.DoesNotContain("secret", options.ToString(), StringComparison.Ordinal);
        RoomEntry entry = new(1, DateTimeOffset.UnixEpoch, default, Rooms.Body(Body));
        AssertPrivate(entry.ToString());
        AssertPrivate(new RelayPeer(Room, 0, new NetworkAddress(IPAddress.Loopback), 1).ToString());
    }

    private static async Task ProvokeAsync(Func<RoomAddress, long, Uri> path, string fingerprint)
    {
        using (RelayClient client = await RelayClient.ConnectAsync(path(Room, 0), fingerprint))
        {
            await client.AppendAsync(Body);
            await client.AppendAsync(Body);
            await client.AppendAsync(Body);
            await client.AppendAsync(Body);
            Assert.Equal(FaultCode.Flooding, (await client.ReceiveLastFaultAsync()).Code);
            await client.CloseAsync();
        }

        using (RelayClient client = await RelayClient.ConnectAsync(path(Room, 0), fingerprint))
        {
            await client.SendAsync([0xFF, .. Rooms.Body(Body)]);
            await client.ReceiveLastFaultAsync();
        }

        using (RelayClient client = await RelayClient.ConnectAsync(path(Room, 0), fingerprint))
        {
            await client.ReceiveAsync<CaughtUpFrame>();
            client.Socket.Abort();
        }

        await Assert.ThrowsAsync<RefusedException>(() => RelayClient.ConnectAsync(new Uri(path(Room, 0) + "x"), fingerprint));
    }

    private static void AssertPrivate(string text)
    {
        string[] secrets =
        [
            Body,
            Room.ToHex(),
            Convert.ToHexString(Encoding.UTF8.GetBytes(Body)),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Body))[..20],
            "127.0.0.1",
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
    }
}
