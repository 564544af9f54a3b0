using System.Text;
using Locket.Client.Connections;
using Locket.Client.Tests.TestSupport;
using Locket.Relay;
using Locket.Relay.Tests.TestSupport;
using Locket.Wire;
using Xunit;

namespace Locket.Client.Tests.Connections;

/// <summary>A connection to a real relay over loopback TLS.</summary>
[Collection(NetworkGroup.Name)]
public sealed class RelayConnectionTests
{
    private const string Token = "0123456789abcdef";
    private static readonly RoomAddress Address = RunningRelay.Room(1);

    [Fact]
    public async Task Connect_WithThePin_SendsAndReceives()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayConnection connection = await ConnectAsync(relay.Target);
        CaughtUpFrame caughtUp = Assert.IsType<CaughtUpFrame>(await ReceiveAsync(connection));
        Assert.Equal((1, 0), (caughtUp.Oldest, caughtUp.Head));
        Assert.Equal(CertificateTrust.Pinned, connection.Trust);
        Assert.Equal(relay.Fingerprint, Convert.ToHexStringLower(connection.Fingerprint.Span));

        byte[] body = "hello"u8.ToArray();
        await connection.SendAsync(new AppendFrame(body), Waiting.Stop);
        IFrame[] frames = [await ReceiveAsync(connection), await ReceiveAsync(connection)];
        StoredFrame stored = Assert.Single(frames.OfType<StoredFrame>());
        EntryFrame entry = Assert.Single(frames.OfType<EntryFrame>());
        Assert.Equal(EntryId.Compute(Address, body), stored.Id);
        Assert.Equal(stored.Seq, entry.Seq);
        Assert.Equal("hello", Encoding.UTF8.GetString(entry.Body.Span));
    }

    [Fact]
    public async Task Connect_AfterANumber_ReceivesWhatComesAfterIt()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayConnection first = await ConnectAsync(relay.Target);
        long seq = await AppendAsync(first, "one");
        await AppendAsync(first, "two");

        using RelayConnection second = await ConnectAsync(relay.Target, seq);
        EntryFrame entry = Assert.IsType<EntryFrame>(await ReceiveAsync(second));
        Assert.Equal("two", Encoding.UTF8.GetString(entry.Body.Span));
        Assert.IsType<CaughtUpFrame>(await ReceiveAsync(second));
    }

    [Fact]
    public async Task Connect_BodiesOfEveryBucketAndTheLongest_ArriveWhole()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayConnection connection = await ConnectAsync(relay.Target);
        foreach (int length in (int[])[1, 4078, 4079, 4080, 65_536, WireLimits.MaxBodyInBytes - 1, WireLimits.MaxBodyInBytes])
        {
            byte[] body = new byte[length];
            new Random(length).NextBytes(body);
            await connection.SendAsync(new AppendFrame(body), Waiting.Stop);
            EntryFrame entry = await ReceiveAsync<EntryFrame>(connection);
            Assert.True(entry.Body.Span.SequenceEqual(body));
        }
    }

    [Fact]
    public async Task Connect_WithAnotherPin_TellsTheRelayNothing()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        byte[] pin = relay.Target.Pin.ToArray();
        pin[31] ^= 1;
        RelayConnectionException refused = await RefusedAsync(relay.Target with { Pin = pin, Token = Token, TakesAnyCertificate = true });
        Assert.Equal(RelayFailure.OtherCertificate, refused.Failure);
        Assert.False(refused.MayRetry);
        Assert.Contains(relay.Fingerprint, refused.Message, StringComparison.Ordinal);
        Assert.All(relay.Events, told => Assert.Equal((RelayEventKind.StrayConnection, "-"), (told.Kind, told.Room)));
    }

    [Fact]
    public async Task Connect_WithoutPinToAnUnknownIssuer_TellsTheRelayNothing()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        RelayConnectionException refused = await RefusedAsync(relay.Target with { Pin = default });
        Assert.Equal(RelayFailure.UntrustedCertificate, refused.Failure);
        Assert.False(refused.MayRetry);
        Assert.All(relay.Events, told => Assert.Equal((RelayEventKind.StrayConnection, "-"), (told.Kind, told.Room)));
    }

    [Fact]
    public async Task Connect_WhereAnyCertificateIsTaken_SaysSoAndWhich()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayConnection connection = await ConnectAsync(relay.Target with { Pin = default, TakesAnyCertificate = true });
        Assert.Equal(CertificateTrust.Unchecked, connection.Trust);
        Assert.Equal(relay.Fingerprint, Convert.ToHexStringLower(connection.Fingerprint.Span));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0123456789abcdeF")]
    public async Task Connect_WithoutTheToken_IsRefusedForGood(string? token)
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { Token = new RelayToken(Token) });
        RelayConnectionException refused = await RefusedAsync(relay.Target with { Token = token });
        Assert.Equal((RelayFailure.Refused, FaultCode.Unauthorized), (refused.Failure, refused.Fault));
        Assert.False(refused.MayRetry);
        Assert.DoesNotContain(Token, refused.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Connect_WithTheToken_IsLetIn()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { Token = new RelayToken(Token) });
        using RelayConnection connection = await ConnectAsync(relay.Target with { Token = Token });
        Assert.IsType<CaughtUpFrame>(await ReceiveAsync(connection));
    }

    [Fact]
    public async Task Connect_OverTheLimitOfConnections_SaysWhenToTryAgain()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { MaxConnectionsPerAddress = 1 });
        using RelayConnection connection = await ConnectAsync(relay.Target);
        RelayConnectionException refused = await RefusedAsync(relay.Target);
        Assert.Equal((RelayFailure.Refused, FaultCode.TooManyConnections), (refused.Failure, refused.Fault));
        Assert.True(refused.MayRetry);
        Assert.Equal(TimeSpan.FromSeconds(10), refused.RetryAfter);
    }

    [Fact]
    public async Task Connect_WhereNobodyListens_MayBeRetried()
    {
        RunningRelay relay = await RunningRelay.StartAsync();
        await relay.DisposeAsync();
        RelayConnectionException refused = await RefusedAsync(relay.Target);
        Assert.Equal(RelayFailure.Unreachable, refused.Failure);
        Assert.True(refused.MayRetry);
    }

    [Fact]
    public async Task Connect_WithoutAnAnswer_EndsAtTheLimit()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawServer server = RawServer.Silent(asked.SetResult);
        ManualTime time = new();
        Task<RelayConnection> connecting = RelayConnection.ConnectAsync(server.Target, Address, 0, time, Waiting.Stop);
        await asked.Task.PatientlyAsync();
        Assert.False(connecting.IsCompleted);
        time.Advance(server.Target.ConnectLimit);
        RelayConnectionException refused = await Assert.ThrowsAsync<RelayConnectionException>(() => connecting.PatientlyAsync());
        Assert.Equal(RelayFailure.Unreachable, refused.Failure);
        Assert.True(refused.MayRetry);
    }

    [Fact]
    public async Task Connect_Cancelled_IsCancelled()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawServer server = RawServer.Silent(asked.SetResult);
        using CancellationTokenSource cancel = new();
        Task<RelayConnection> connecting = RelayConnection.ConnectAsync(server.Target, Address, 0, TimeProvider.System, cancel.Token);
        await asked.Task.PatientlyAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.PatientlyAsync());
    }

    [Fact]
    public async Task Receive_TheRelayStops_SaysSoAndMayBeRetried()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayConnection connection = await ConnectAsync(relay.Target);
        Assert.IsType<CaughtUpFrame>(await ReceiveAsync(connection));
        Task stopping = relay.StopAsync();
        RelayConnectionException lost = await Assert.ThrowsAsync<RelayConnectionException>(() => ReceiveAsync(connection));
        connection.Dispose();
        await stopping;
        Assert.Equal((RelayFailure.Refused, FaultCode.ShuttingDown), (lost.Failure, lost.Fault));
        Assert.True(lost.MayRetry);
    }

    [Fact]
    public async Task Receive_AFaultOfClassZero_MayNotBeRetried()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayConnection connection = await ConnectAsync(relay.Target);
        await connection.SendAsync(new CaughtUpFrame(1, 0), Waiting.Stop);
        RelayConnectionException lost = await Assert.ThrowsAsync<RelayConnectionException>(() => ReceiveAsync<StoredFrame>(connection));
        Assert.Equal((RelayFailure.Refused, FaultCode.BadFrame), (lost.Failure, lost.Fault));
        Assert.False(lost.MayRetry);
    }

    [Fact]
    public async Task Receive_AFaultOfOneAppend_IsAFrameAndTheConnectionGoesOn()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync(new RelayOptions { AppendBurst = 1, AppendsPerSecond = 1 });
        using RelayConnection connection = await ConnectAsync(relay.Target);
        FaultFrame? fault = null;
        for (int number = 0; fault is null; number++)
        {
            await connection.SendAsync(new AppendFrame(BitConverter.GetBytes(number)), Waiting.Stop);
            await connection.SendAsync(new AppendFrame(BitConverter.GetBytes(~number)), Waiting.Stop);
            for (int answers = 0; answers < 2;)
            {
                IFrame frame = await ReceiveAsync(connection);
                answers += frame is StoredFrame or FaultFrame ? 1 : 0;
                fault ??= frame as FaultFrame;
            }
        }

        Assert.Equal(FaultCode.TooManyAppends, fault.Code);
        await connection.SendAsync(new AppendFrame("more"u8.ToArray()), Waiting.Stop);
        while (await ReceiveAsync(connection) is not (StoredFrame or FaultFrame))
        {
        }
    }

    [Fact]
    public async Task SayGoodbye_AnAppendUnderWay_IsAnsweredBeforeTheEnd()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayConnection connection = await ConnectAsync(relay.Target);
        await connection.SendAsync(new AppendFrame("last"u8.ToArray()), Waiting.Stop);
        await connection.SayGoodbyeAsync(Waiting.Stop);
        await ReceiveAsync<StoredFrame>(connection);
        RelayConnectionException end = await Assert.ThrowsAsync<RelayConnectionException>(() => ReceiveAsync<CaughtUpFrame>(connection));
        Assert.Equal(RelayFailure.Lost, end.Failure);
        Assert.True(end.MayRetry);
    }

    [Fact]
    public async Task Connection_CutAtAnyByte_SaysThatARetryHelps()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        using RelayConnection counting = await ConnectAsync(relay.Target);
        await AppendAsync(counting, new string('x', 20_000));

        // Through the handshake, the request, the answer, the entry and the goodbye; beyond some point nothing is cut any more.
        long[] places = [0, 1, 5, 100, 200, 300, 500, 700, 900, 1100, 1300, 1500, 1700, 1900, 2000, 2200, 2500, 3000, 5000, 12_000, 20_000];
        await using CuttingProxy proxy = new(relay.Port, places);
        foreach (long place in places)
        {
            RelayConnectionException lost = await Assert.ThrowsAsync<RelayConnectionException>(async () =>
            {
                using RelayConnection connection = await ConnectAsync(relay.Target with { Port = proxy.Port });
                await ReceiveAsync<CaughtUpFrame>(connection);
            });
            Assert.True(lost.MayRetry, $"{place}: {lost}");
            Assert.True(lost.Failure is RelayFailure.Unreachable or RelayFailure.Lost, $"{place}: {lost}");
        }

        using RelayConnection whole = await ConnectAsync(relay.Target with { Port = proxy.Port });
        await ReceiveAsync<CaughtUpFrame>(whole);
    }

    [Fact]
    public async Task Send_CutInTheMiddle_IsLostAndMayBeRetried()
    {
        await using RunningRelay relay = await RunningRelay.StartAsync();
        await using CuttingProxy proxy = new(relay.Port, [50_000]);
        using RelayConnection connection = await ConnectAsync(relay.Target with { Port = proxy.Port });
        await ReceiveAsync<CaughtUpFrame>(connection);
        RelayConnectionException lost = await Assert.ThrowsAsync<RelayConnectionException>(async () =>
        {
            await connection.SendAsync(new AppendFrame(new byte[WireLimits.MaxBodyInBytes]), Waiting.Stop);
            await ReceiveAsync<StoredFrame>(connection);
        });
        Assert.Equal((RelayFailure.Lost, true), (lost.Failure, lost.MayRetry));
    }

    private static Task<RelayConnection> ConnectAsync(RelayTarget target, long after = 0)
        => RelayConnection.ConnectAsync(target, Address, after, TimeProvider.System, Waiting.Stop).PatientlyAsync();

    private static async Task<RelayConnectionException> RefusedAsync(RelayTarget target)
        => await Assert.ThrowsAsync<RelayConnectionException>(async () => (await ConnectAsync(target)).Dispose());

    private static Task<IFrame> ReceiveAsync(RelayConnection connection) => connection.ReceiveAsync(Waiting.Stop).PatientlyAsync();

    private static async Task<T> ReceiveAsync<T>(RelayConnection connection)
        where T : class, IFrame
    {
        IFrame frame;
        do
        {
            frame = await ReceiveAsync(connection);
        }
        while (frame is not T);
        return (T)frame;
    }

    private static async Task<long> AppendAsync(RelayConnection connection, string text)
    {
        await connection.SendAsync(new AppendFrame(Encoding.UTF8.GetBytes(text)), Waiting.Stop);
        return (await ReceiveAsync<StoredFrame>(connection)).Seq;
    }
}
