using System.Net;
using System.Net.WebSockets;
using Locket.Relay.Limits;
using Locket.Relay.Tests.TestSupport;
using Locket.Wire;
using Xunit;

namespace Locket.Relay.Tests.Endpoint;

/// <summary>Everything that is refused: the fault that the client hears, the event, the log line and the metric.</summary>
[Collection(RelayGroup.Name)]
public sealed class RelayRefusalTests
{
    private const string Token = "a-token-of-the-tests-0123456789";
    private static readonly RoomAddress Room = Rooms.Address(1);

    public static TheoryData<string, WebSocketMessageType, RelayEventKind> BadMessages => new()
    {
        { "", WebSocketMessageType.Binary, RelayEventKind.BadFrame },
        { "01", WebSocketMessageType.Binary, RelayEventKind.BadFrame },
        { "00AA", WebSocketMessageType.Binary, RelayEventKind.BadFrame },
        { "02AA", WebSocketMessageType.Binary, RelayEventKind.BadFrame },
        { "81000000000000000100000000000000016161", WebSocketMessageType.Binary, RelayEventKind.BadFrame },
        { "6869", WebSocketMessageType.Text, RelayEventKind.TextFrame },
        { "0141", WebSocketMessageType.Text, RelayEventKind.TextFrame },
    };

    [Theory]
    [MemberData(nameof(BadMessages))]
    public async Task Send_NoFrame_EndsTheConnectionAndIsTold(string message, WebSocketMessageType type, RelayEventKind kind)
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayClient client = await relay.ConnectAsync(Room);
        await client.SendAsync(Convert.FromHexString(message), type);
        FaultFrame fault = await client.ReceiveLastFaultAsync();
        Assert.Equal(kind.ToString(), fault.Code.ToString());
        Assert.False(FaultCodes.MayRetry(fault.Code));
        await relay.AssertToldAsync(kind, fault.Code);
        await client.CloseAsync();
        await relay.WaitForAsync(RelayEventKind.ConnectionClosed);
        Assert.Equal(0, relay.Metrics["locket.relay.connections"]);
    }

    [Theory]
    [InlineData(WireLimits.MaxBodyInBytes + 2)]
    [InlineData(3 * 1024 * 1024)]
    public async Task Send_OversizedFrame_IsRefusedAndTheReasonArrives(int length)
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayClient client = await relay.ConnectAsync(Room);
        byte[] message = new byte[length];
        message[0] = (byte)FrameType.Append;
        Task sending = client.SendAsync(message);
        Assert.Equal(FaultCode.FrameTooLarge, (await client.ReceiveLastFaultAsync()).Code);
        await sending;
        await relay.AssertToldAsync(RelayEventKind.FrameTooLarge, FaultCode.FrameTooLarge);
        Assert.Equal(0, relay.Metrics["locket.relay.appended"]);
    }

    [Fact]
    public async Task Send_OversizedInPieces_IsRefusedBeforeItsEnd()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayClient client = await relay.ConnectAsync(Room);
        byte[] piece = new byte[64 * 1024];
        piece[0] = (byte)FrameType.Append;
        for (int sent = 0; sent <= WireLimits.MaxFrameInBytes; sent += piece.Length)
        {
            await client.Socket.SendAsync(piece, WebSocketMessageType.Binary, endOfMessage: false, TestContext.Current.CancellationToken);
        }

        Assert.Equal(FaultCode.FrameTooLarge, (await client.ReceiveLastFaultAsync()).Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another-token-of-the-tests-0123")]
    [InlineData("a-token-of-the-tests-012345678")]
    [InlineData("A-token-of-the-tests-0123456789")]
    public async Task Connect_WithoutTheToken_IsRefused(string? token)
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { Token = new RelayToken(Token) });
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => relay.ConnectAsync(Room, token: token));
        Assert.Equal((HttpStatusCode.Unauthorized, FaultCode.Unauthorized, false), (refused.Status, refused.Fault, refused.HasRetryAfter));
        await relay.AssertToldAsync(RelayEventKind.Unauthorized, FaultCode.Unauthorized);
        Assert.DoesNotContain(relay.Log.All, line => line.Text.Contains("token-of", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Connect_WithTheToken_IsServedAndATokenInTheQueryIsNot()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { Token = new RelayToken(Token) });
        using RelayClient client = await relay.ConnectAsync(Room, token: Token);
        await client.ReceiveAsync<CaughtUpFrame>();
        await RefusalOfAsync(relay, $"/v1/rooms/{Room.ToHex()}/ws?after=0&token={Token}&access_token={Token}");
    }

    [Theory]
    [InlineData("00112233445566778899aabbccddee")]
    [InlineData("00112233445566778899AABBCCDDEEFF")]
    [InlineData("00112233445566778899aabbccddeeff00")]
    [InlineData("%30%30112233445566778899aabbccddeegg")]
    public async Task Connect_BadAddress_IsRefused(string address)
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        RefusedException refused = await RefusalOfAsync(relay, $"/v1/rooms/{address}/ws");
        Assert.Equal((HttpStatusCode.BadRequest, FaultCode.BadAddress), (refused.Status, refused.Fault));
        await relay.AssertToldAsync(RelayEventKind.BadAddress, FaultCode.BadAddress);
        Assert.DoesNotContain(relay.Log.All, line => line.Text.Contains(address, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("?after=-1")]
    [InlineData("?after=")]
    [InlineData("?after=+1")]
    [InlineData("?after=%201")]
    [InlineData("?after=01")]
    [InlineData("?after=0x1")]
    [InlineData("?after=9223372036854775808")]
    [InlineData("?after=1&after=2")]
    public async Task Connect_BadPosition_IsRefused(string query)
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        RefusedException refused = await RefusalOfAsync(relay, $"/v1/rooms/{Room.ToHex()}/ws{query}");
        Assert.Equal((HttpStatusCode.BadRequest, FaultCode.BadPosition), (refused.Status, refused.Fault));
        await relay.AssertToldAsync(RelayEventKind.BadPosition, FaultCode.BadPosition);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1/rooms")]
    [InlineData("/v1/rooms/")]
    public async Task Connect_OtherPaths_FindNothingAndListNothing(string path)
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        RefusedException refused = await RefusalOfAsync(relay, path);
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
    }

    [Fact]
    public async Task Connect_RoomThatIsNotServed_IsRefusedUntilItIsLetIn()
    {
        ServedRooms served = new();
        served.Add(Room);
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { Rooms = served });
        RoomAddress other = Rooms.Address(2);
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => relay.ConnectAsync(other));
        Assert.Equal((HttpStatusCode.Forbidden, FaultCode.RoomNotServed, true), (refused.Status, refused.Fault, refused.HasRetryAfter));
        await relay.AssertToldAsync(RelayEventKind.RoomNotServed, FaultCode.RoomNotServed);
        using RelayClient host = await relay.ConnectAsync(Room);
        await host.AppendAsync("a");
        await host.ReceiveAsync<StoredFrame>();
        served.Add(other);
        using RelayClient late = await relay.ConnectAsync(other);
        await late.AppendAsync("b");
        await late.ReceiveAsync<StoredFrame>();
    }

    [Fact]
    public async Task Get_WithoutAWebSocket_IsRefused()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using SocketsHttpHandler handler = new();
        handler.SslOptions.RemoteCertificateValidationCallback = RelayClient.Pin(relay.Host.Fingerprint);
        using HttpClient client = new(handler);
        UriBuilder uri = new(relay.RoomPath(Room)) { Scheme = Uri.UriSchemeHttps };
        using HttpResponseMessage response = await client.GetAsync(uri.Uri, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
        await relay.AssertToldAsync(RelayEventKind.NotWebSocket, FaultCode.NotWebSocket);
    }

    [Fact]
    public async Task Connect_AnotherCertificate_IsNotTrusted()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await Assert.ThrowsAsync<WebSocketException>(() => RelayClient.ConnectAsync(relay.RoomPath(Room), new string('0', 64)));
    }

    [Fact]
    public async Task Connect_TooManyOfOneAddress_IsRefusedUntilOneLeaves()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { MaxConnectionsPerAddress = 2 });
        using RelayClient first = await relay.ConnectAsync(Room);
        using RelayClient second = await relay.ConnectAsync(Rooms.Address(2));
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => relay.ConnectAsync(Room));
        Assert.Equal(
            (HttpStatusCode.TooManyRequests, FaultCode.TooManyConnections, true),
            (refused.Status, refused.Fault, refused.HasRetryAfter));
        await relay.AssertToldAsync(RelayEventKind.TooManyConnections, FaultCode.TooManyConnections);
        await first.CloseAsync();
        await relay.WaitForAsync(RelayEventKind.ConnectionClosed);
        using RelayClient third = await relay.ConnectAsync(Room);
        await third.ReceiveAsync<CaughtUpFrame>();
    }

    [Fact]
    public async Task Connect_TooManyInAll_IsRefused()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { MaxConnections = 1 });
        using RelayClient first = await relay.ConnectAsync(Room);
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => relay.ConnectAsync(Room));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, FaultCode.RelayBusy), (refused.Status, refused.Fault));
        await relay.AssertToldAsync(RelayEventKind.RelayBusy, FaultCode.RelayBusy);
    }

    [Fact]
    public async Task Append_TooFast_IsRefusedOneByOneThenTakenAfterTheWait()
    {
        ManualTime time = new();
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { AppendsPerSecond = 2, AppendBurst = 3 }, time);
        using RelayClient client = await relay.ConnectAsync(Room);
        for (int number = 0; number < 5; number++)
        {
            await client.AppendAsync($"{number}");
        }

        for (int number = 0; number < 3; number++)
        {
            await client.ReceiveAsync<StoredFrame>();
        }

        FaultFrame fault = await client.ReceiveAsync<FaultFrame>();
        Assert.Equal((FaultCode.TooManyAppends, TimeSpan.FromSeconds(0.5)), (fault.Code, fault.RetryAfter));
        Assert.Equal(FaultCode.TooManyAppends, (await client.ReceiveAsync<FaultFrame>()).Code);
        await relay.AssertToldAsync(RelayEventKind.TooManyAppends, FaultCode.TooManyAppends);
        time.Advance(fault.RetryAfter);
        await client.AppendAsync("3");
        Assert.Equal(EntryId.Compute(Room, "3"u8), (await client.ReceiveAsync<StoredFrame>()).Id);
    }

    [Fact]
    public async Task Append_SteadilyTooFast_IsOneEventUntilItHasBeenQuiet()
    {
        ManualTime time = new();
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { AppendsPerSecond = 2, AppendBurst = 1 }, time);
        using RelayClient client = await relay.ConnectAsync(Room);
        for (int number = 0; number < 20; number++)
        {
            await client.AppendAsync($"{number} taken");
            await client.ReceiveAsync<StoredFrame>();
            await client.AppendAsync($"{number} refused");
            time.Advance((await client.ReceiveAsync<FaultFrame>()).RetryAfter);
        }

        await relay.AssertToldAsync(RelayEventKind.TooManyAppends, FaultCode.TooManyAppends);
        time.Advance(RefusalRuns.Quiet);
        await client.AppendAsync("taken");
        await client.AppendAsync("refused");
        await client.ReceiveAsync<FaultFrame>();
        await relay.WaitForAsync(RelayEventKind.TooManyAppends);
        Assert.Equal(2, relay.Metrics.Of(RelayEventKind.TooManyAppends));
    }

    [Fact]
    public async Task Append_FloodAfterRefusals_EndsTheConnection()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(
            new RelayOptions { AppendsPerSecond = 1, AppendBurst = 1, MaxRefusedAppends = 10 }, new ManualTime());
        using RelayClient client = await relay.ConnectAsync(Room);
        for (int number = 0; number < 12; number++)
        {
            await client.AppendAsync($"{number}");
        }

        Assert.Equal(FaultCode.Flooding, (await client.ReceiveLastFaultAsync()).Code);
        await relay.AssertToldAsync(RelayEventKind.Flooding, FaultCode.Flooding);
        Assert.Equal(1, relay.Metrics["locket.relay.appended"]);
    }

    [Fact]
    public async Task Append_TooManyNewRooms_IsRefusedForNewOnesOnlyUntilTheNextHour()
    {
        ManualTime time = new();
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { NewRoomsPerAddressAndHour = 2 }, time);
        for (int number = 1; number <= 2; number++)
        {
            using RelayClient maker = await relay.ConnectAsync(Rooms.Address(number));
            await maker.AppendAsync("a");
            await maker.ReceiveAsync<StoredFrame>();
            await maker.AppendAsync("b");
            await maker.ReceiveAsync<StoredFrame>();
        }

        using RelayClient third = await relay.ConnectAsync(Rooms.Address(3));
        await third.AppendAsync("a");
        FaultFrame fault = await third.ReceiveAsync<FaultFrame>();
        Assert.Equal(FaultCode.TooManyRooms, fault.Code);
        Assert.InRange(fault.RetryAfter, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
        await relay.AssertToldAsync(RelayEventKind.TooManyRooms, FaultCode.TooManyRooms);
        time.Advance(fault.RetryAfter);
        await third.AppendAsync("a");
        await third.ReceiveAsync<StoredFrame>();
    }

    [Theory]
    [InlineData(FaultCode.RoomEntriesFull)]
    [InlineData(FaultCode.RoomBytesFull)]
    [InlineData(FaultCode.RelayFull)]
    public async Task Append_FullQuota_IsRefusedAndTheOldStays(FaultCode code)
    {
        RoomStoreOptions store = code switch
        {
            FaultCode.RoomEntriesFull => new RoomStoreOptions { MaxEntriesPerRoom = 1 },
            FaultCode.RoomBytesFull => new RoomStoreOptions { MaxBytesPerRoom = RoomStoreOptions.EntryOverheadInBytes + 1 },
            _ => new RoomStoreOptions { MaxBytes = RoomStoreOptions.EntryOverheadInBytes + 1 },
        };
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { Store = store });
        using RelayClient client = await relay.ConnectAsync(Room);
        await client.AppendAsync("a");
        await client.ReceiveAsync<StoredFrame>();
        await client.AppendAsync("b");
        Assert.Equal(code, (await client.ReceiveAsync<FaultFrame>()).Code);
        await relay.AssertToldAsync(Enum.Parse<RelayEventKind>(code.ToString()), code);
        using RelayClient reader = await relay.ConnectAsync(Room);
        Assert.Equal("a", Rooms.Text(Assert.IsType<EntryFrame>(await reader.ReceiveAsync()).Body));
        Assert.IsType<CaughtUpFrame>(await reader.ReceiveAsync());
    }

    private static Task<RefusedException> RefusalOfAsync(RunningRelay relay, string path)
        => Assert.ThrowsAsync<RefusedException>(() => RelayClient.ConnectAsync(relay.Path(path), relay.Host.Fingerprint));
}
