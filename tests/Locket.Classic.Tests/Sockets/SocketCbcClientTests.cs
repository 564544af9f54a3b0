#pragma warning disable CA2025 // each task is awaited before the stream that it uses goes away
using Xunit;

namespace Locket.Classic.Tests.Sockets;

public sealed class SocketCbcClientTests
{
    [Theory]
    [InlineData("not base64!", ClassicFailure.Malformed)]
    [InlineData("AAAA", ClassicFailure.Malformed)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", ClassicFailure.WrongKeyOrDamaged)]
    public async Task Exchange_BadReply_IsAClassicException(string reply, ClassicFailure reason)
    {
        ClassicException failure = await Assert.ThrowsAsync<ClassicException>(() => ExchangeAsync(RawPeer.Utf8(reply)));
        Assert.Equal(reason, failure.Reason);
    }

    [Fact]
    public async Task Exchange_EndlessReply_IsRefused()
        => Assert.Equal(ClassicFailure.TooLarge, (await Assert.ThrowsAsync<ClassicException>(() => ExchangeAsync(RawPeer.Utf8(new string('A', 3000))))).Reason);

    [Fact]
    public async Task Exchange_NoReply_IsNull() => Assert.Null(await ExchangeAsync([]));

    [Fact]
    public async Task Exchange_ServerThatStaysSilent_EndsAtItsTime()
    {
        (RawPeer peer, Stream stream) = await RawPeer.PairAsync();
        using RawPeer server = peer;
        await using Stream client = stream;
        using ClassicSecret key = ClassicSecret.FromKey(RunningServer.Key);
        ManualTime time = new();
        Task<string?> exchange = SocketCbcClient.ExchangeAsync(
            client, key, "anybody there?", time: time, cancellationToken: TestContext.Current.CancellationToken);
        await time.PassAsync(new ClassicSocketLimits().FirstByteLimit);
        Assert.True((await Assert.ThrowsAsync<ClassicConnectionException>(() => exchange)).CanRetry);
    }

    private static async Task<string?> ExchangeAsync(byte[] reply)
    {
        (RawPeer peer, Stream stream) = await RawPeer.PairAsync();
        using RawPeer server = peer;
        await using Stream client = stream;
        using ClassicSecret key = ClassicSecret.FromKey(RunningServer.Key);
        Task<string?> exchange = SocketCbcClient.ExchangeAsync(
            client, key, "Hello Secure World", cancellationToken: TestContext.Current.CancellationToken);
        byte[] message = Convert.FromBase64String(System.Text.Encoding.ASCII.GetString(await server.ReceiveAsync()));
        Assert.Equal("Hello Secure World", RawPeer.Open(RunningServer.Key, message));
        await server.SendAsync(reply);
        server.HalfClose();
        return await exchange.WaitAsync(RunningServer.Patience, TestContext.Current.CancellationToken);
    }
}
