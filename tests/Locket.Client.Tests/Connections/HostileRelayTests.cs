using Locket.Client.Connections;
using Locket.Client.Tests.TestSupport;
using Locket.Wire;
using Xunit;

namespace Locket.Client.Tests.Connections;

/// <summary>What answers is no relay, or one that breaks the protocol.</summary>
[Collection(NetworkGroup.Name)]
public sealed class HostileRelayTests
{
    public static TheoryData<string, RelayFailure, FaultCode, bool, int> Answers => new()
    {
        { "HTTP/1.1 200 OK\nContent-Length: 0", RelayFailure.NotARelay, FaultCode.None, false, 0 },
        { "HTTP/1.1 404 Not Found\nRetry-After: 5\nContent-Length: 0", RelayFailure.NotARelay, FaultCode.None, false, 0 },
        { "HTTP/1.1 301 Moved\nLocation: https://127.0.0.1:1/\nContent-Length: 0", RelayFailure.NotARelay, FaultCode.None, false, 0 },
        { "HTTP/1.1 502 Bad Gateway\nContent-Length: 0", RelayFailure.NotARelay, FaultCode.None, true, 0 },
        { "HTTP/1.1 503 Service Unavailable\nRetry-After: 7\nContent-Length: 0", RelayFailure.NotARelay, FaultCode.None, true, 7 },
        { "HTTP/1.1 503 Busy\nLocket-Fault: 258\nRetry-After: 7\nContent-Length: 0", RelayFailure.Refused, FaultCode.RelayBusy, true, 7 },
        { "HTTP/1.1 401 No\nLocket-Fault: 4\nRetry-After: 7\nContent-Length: 0", RelayFailure.Refused, FaultCode.Unauthorized, false, 0 },
        { "HTTP/1.1 400 No\nLocket-Fault: 255\nContent-Length: 0", RelayFailure.Refused, (FaultCode)255, false, 0 },
        { "HTTP/1.1 400 No\nLocket-Fault: 511\nRetry-After: 1\nContent-Length: 0", RelayFailure.Refused, (FaultCode)511, true, 1 },
        { "HTTP/1.1 400 No\nLocket-Fault: 768\nContent-Length: 0", RelayFailure.NotARelay, FaultCode.None, false, 0 },
        { "HTTP/1.1 400 No\nLocket-Fault: -4\nContent-Length: 0", RelayFailure.NotARelay, FaultCode.None, false, 0 },
        { "HTTP/1.1 503 No\nLocket-Fault: 4\nLocket-Fault: 258\nRetry-After: x\nContent-Length: 0", RelayFailure.NotARelay, FaultCode.None, true, 0 },
        { "HTTP/1.1 503 No\nRetry-After: 99999999999\nContent-Length: 0", RelayFailure.NotARelay, FaultCode.None, true, 0 },
    };

    public static TheoryData<byte[]> BadMessages => new()
    {
        RawServer.Frame(2, []),
        RawServer.Frame(2, [0x01, 1]),
        RawServer.Frame(2, [0x85, 1]),
        RawServer.Frame(2, [0x84, 3, 0, 0, 0, 0, 0]),
        RawServer.Frame(2, [0x82, 1]),
        RawServer.Frame(1, "hello"u8.ToArray()),
        RawServer.Frame(2, new byte[WireLimits.MaxFrameInBytes + 1]),
        RawServer.Frame(2, new byte[WireLimits.MaxFrameInBytes + 1], claimed: 1L << 40),
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Connect_AnsweredOverHttp_SaysWhatFollows(string head, RelayFailure failure, FaultCode fault, bool mayRetry, int seconds)
    {
        await using RawServer server = RawServer.Answering(head);
        RelayConnectionException refused = await Assert.ThrowsAsync<RelayConnectionException>(() => ConnectAsync(server));
        Assert.Equal((failure, fault, mayRetry), (refused.Failure, refused.Fault, refused.MayRetry));
        Assert.Equal(TimeSpan.FromSeconds(seconds), refused.RetryAfter);
    }

    [Fact]
    public async Task Connect_AnEndlessHead_IsGivenUp()
    {
        await using RawServer server = new(async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), Waiting.Stop);
            while (true)
            {
                await stream.WriteAsync("X: 0123456789012345678901234567890123456789\r\n"u8.ToArray(), Waiting.Stop);
            }
        });
        RelayConnectionException refused = await Assert.ThrowsAsync<RelayConnectionException>(() => ConnectAsync(server));
        Assert.Equal(RelayFailure.Unreachable, refused.Failure);
    }

    [Theory]
    [MemberData(nameof(BadMessages))]
    public async Task Receive_WhatNoRelaySends_IsRefusedForGood(byte[] message)
    {
        await using RawServer server = RawServer.AfterUpgrade(message);
        using RelayConnection connection = await ConnectAsync(server);
        RelayConnectionException refused =
            await Assert.ThrowsAsync<RelayConnectionException>(() => connection.ReceiveAsync(Waiting.Stop).PatientlyAsync());
        Assert.Equal((RelayFailure.BadFrame, false), (refused.Failure, refused.MayRetry));
    }

    [Fact]
    public async Task Receive_CaughtUpAgain_IsRefusedForGood()
    {
        byte[] caughtUp = RawServer.Frame(2, new CaughtUpFrame(1, 0).ToArray());
        await using RawServer server = RawServer.AfterUpgrade(caughtUp, caughtUp);
        using RelayConnection connection = await ConnectAsync(server);
        Assert.IsType<CaughtUpFrame>(await connection.ReceiveAsync(Waiting.Stop).PatientlyAsync());
        RelayConnectionException refused =
            await Assert.ThrowsAsync<RelayConnectionException>(() => connection.ReceiveAsync(Waiting.Stop).PatientlyAsync());
        Assert.Equal((RelayFailure.BadFrame, false), (refused.Failure, refused.MayRetry));
    }

    [Fact]
    public async Task Receive_AMessageInManyParts_IsOne()
    {
        byte[] message = new StoredFrame(EntryId.Compute(RunningRelay.Room(1), [1]), 7).ToArray();
        byte[][] parts = [.. message.Select((one, index) => RawServer.Frame(index == 0 ? 2 : 0, [one]))];
        foreach (byte[] part in parts[..^1])
        {
            part[0] &= 0x7f;
        }

        await using RawServer server = RawServer.AfterUpgrade(parts);
        using RelayConnection connection = await ConnectAsync(server);
        Assert.Equal(7, Assert.IsType<StoredFrame>(await connection.ReceiveAsync(Waiting.Stop).PatientlyAsync()).Seq);
    }

    [Fact]
    public async Task Receive_AFaultThatIsYoungerThanThisProgram_IsReadByItsClass()
    {
        await using RawServer server = RawServer.AfterUpgrade(RawServer.Frame(2, new FaultFrame((FaultCode)0x1ff, TimeSpan.FromSeconds(3)).ToArray()));
        using RelayConnection connection = await ConnectAsync(server);
        RelayConnectionException refused =
            await Assert.ThrowsAsync<RelayConnectionException>(() => connection.ReceiveAsync(Waiting.Stop).PatientlyAsync());
        Assert.Equal((RelayFailure.Refused, (FaultCode)0x1ff, true), (refused.Failure, refused.Fault, refused.MayRetry));
        Assert.Equal(TimeSpan.FromSeconds(3), refused.RetryAfter);
    }

    private static Task<RelayConnection> ConnectAsync(RawServer server)
        => RelayConnection.ConnectAsync(server.Target, RunningRelay.Room(1), 0, TimeProvider.System, Waiting.Stop).PatientlyAsync();
}
