#pragma warning disable CA2025 // each task is awaited before the stream that it uses goes away
using Xunit;

namespace Locket.Classic.Tests.Sockets;

public sealed class ChatCbcClientTests
{
    private static readonly byte[] Key = RawPeer.ChatKey(RunningServer.Password);
    private static readonly byte[] Greeting = RawPeer.Seal(Key, RawPeer.Utf8(RunningServer.Password));

    [Fact]
    public async Task Talk_WithoutConsent_DoesNothing()
    {
        (RawPeer peer, Stream stream) = await RawPeer.PairAsync();
        using (peer)
        {
            await using (stream)
            {
                ChatCbcClientOptions options = Options([RunningServer.Password]) with { SendsPasswordInClear = false };
                await Assert.ThrowsAsync<InvalidOperationException>(
                    () => ChatCbcClient.TalkAsync(stream, options, cancellationToken: TestContext.Current.CancellationToken));
            }

            Assert.Empty(await peer.ReceiveAsync());
        }
    }

    [Fact]
    public async Task Talk_WholeChat_FollowsTheProtocol()
    {
        (RawPeer peer, Stream stream) = await RawPeer.PairAsync();
        using RawPeer server = peer;
        await using Stream client = stream;
        ManualTime time = new();
        List<string> heard = [];
        Task<ChatCbcEnd> talk = ChatCbcClient.TalkAsync(
            client, Options(["wrong", "also wrong", RunningServer.Password], ["one", "two"], heard), time, TestContext.Current.CancellationToken);
        await server.SendAsync(Greeting);
        await time.PassAsync(new ClassicSocketLimits().QuietPause);
        Assert.Equal(RunningServer.Password, System.Text.Encoding.UTF8.GetString(await server.ReceiveAsync()));

        // The first message keeps a distance from the password.
        await time.PassAsync(new ClassicSocketLimits().QuietPause * 3);
        foreach (string text in (string[])["one", "two"])
        {
            Assert.Equal(text, RawPeer.Open(Key, await server.ReceiveAsync()));
            await server.SendAsync(RawPeer.Seal(Key, RawPeer.Utf8("re: " + text)));
            await time.PassAsync(new ClassicSocketLimits().QuietPause);
        }

        Assert.Equal("EXIT!"u8.ToArray(), await server.ReceiveAsync());
        Assert.Equal(ChatCbcEnd.ByUs, await talk);
        Assert.Equal(["re: one", "re: two"], heard);
    }

    [Fact]
    public async Task Talk_ThreeWrongPasswords_SendsNothing()
    {
        (RawPeer peer, Stream stream) = await RawPeer.PairAsync();
        using RawPeer server = peer;
        await server.SendAsync(Greeting);
        ClassicException failure;
        await using (stream)
        {
            failure = await Assert.ThrowsAsync<ClassicException>(() => ChatCbcClient.TalkAsync(
                stream, Options(["a", "b", "c", RunningServer.Password]), cancellationToken: TestContext.Current.CancellationToken));
        }

        Assert.Equal(ClassicFailure.WrongKeyOrDamaged, failure.Reason);
        Assert.Empty(await server.ReceiveAsync());
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(5, ClassicFailure.Malformed)]
    [InlineData(48, ClassicFailure.WrongKeyOrDamaged)]
    [InlineData(1025, ClassicFailure.TooLarge)]
    public async Task Talk_NoGreeting_SendsNothing(int length, ClassicFailure? reason)
    {
        (RawPeer peer, Stream stream) = await RawPeer.PairAsync();
        using RawPeer server = peer;
        await server.SendAsync(new byte[length]);
        server.HalfClose();
        await using (stream)
        {
            Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => ChatCbcClient.TalkAsync(
                stream, Options([RunningServer.Password]), cancellationToken: TestContext.Current.CancellationToken));
            Assert.Equal(reason, (failure as ClassicException)?.Reason);
            Assert.Equal(reason is null, failure is ClassicConnectionException { CanRetry: true });
        }

        Assert.Empty(await server.ReceiveAsync());
    }

    [Theory]
    [InlineData("EXIT!", ChatCbcEnd.ByPeer)]
    [InlineData("", ChatCbcEnd.Closed)]
    public async Task Talk_ServerThatEndsWhileWeThink_EndsTheChat(string said, ChatCbcEnd expected)
    {
        (RawPeer peer, Stream stream) = await RawPeer.PairAsync();
        using RawPeer server = peer;
        await using Stream client = stream;
        ChatCbcClientOptions options = Options([RunningServer.Password]) with
        {
            Next = async token =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return null;
            },
        };
        Task<ChatCbcEnd> talk = ChatCbcClient.TalkAsync(client, options, cancellationToken: TestContext.Current.CancellationToken);
        await server.SendAsync(Greeting);
        await server.ReceiveAsync();
        await server.SendAsync(RawPeer.Utf8(said));
        server.HalfClose();
        Assert.Equal(expected, await talk.WaitAsync(RunningServer.Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Talk_NobodyThere_CanBeTriedAgain()
    {
        int port;
        using (SocketCbcServer gone = SocketCbcServer.Listen(RunningServer.AnyPort, ClassicSecret.FromKey(RunningServer.Key)))
        {
            port = gone.EndPoint.Port;
        }

        ClassicConnectionException failure = await Assert.ThrowsAsync<ClassicConnectionException>(() => ChatCbcClient.TalkAsync(
            "127.0.0.1", port, Options([RunningServer.Password]), cancellationToken: TestContext.Current.CancellationToken));
        Assert.True(failure.CanRetry);
    }

    private static ChatCbcClientOptions Options(string[] passwords, string[]? texts = null, List<string>? heard = null)
    {
        Queue<string> rest = new(texts ?? []);
        return new()
        {
            SendsPasswordInClear = true,
            Password = (attempt, _) => Task.FromResult<ClassicSecret?>(
                attempt <= passwords.Length ? ClassicSecret.FromPassword(passwords[attempt - 1]) : null),
            Next = _ => Task.FromResult(rest.TryDequeue(out string? text) ? text : null),
            Events = happened => heard?.AddRange(happened.Kind == ClassicSocketEventKind.Received ? [happened.Text!] : []),
        };
    }
}
