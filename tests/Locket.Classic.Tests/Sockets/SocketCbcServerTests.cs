using System.Net;
using System.Security.Cryptography;
using Xunit;

namespace Locket.Classic.Tests.Sockets;

public sealed class SocketCbcServerTests
{
    private static readonly ClassicSocketLimits Limits = new();

    public static TheoryData<string, ClassicSocketRefusal> BadMessages => new()
    {
        { "!!!!", ClassicSocketRefusal.Malformed },
        { "GET / HTTP/1.1\r\n\r\n", ClassicSocketRefusal.Malformed },
        { "AA=A", ClassicSocketRefusal.Malformed },
        { "A===", ClassicSocketRefusal.Malformed },
        { Base64(16), ClassicSocketRefusal.Malformed },
        { Base64(31), ClassicSocketRefusal.Malformed },
        { Base64(47), ClassicSocketRefusal.Malformed },
        { "é", ClassicSocketRefusal.Malformed },
        { "\0\u0001\u0002", ClassicSocketRefusal.Malformed },
        { "AAAA\n", ClassicSocketRefusal.Malformed },
        { new string('A', 2049), ClassicSocketRefusal.TooLarge },
        { new string('A', 100_000), ClassicSocketRefusal.TooLarge },
        { Base64(32), ClassicSocketRefusal.WrongKeyOrDamaged },
        { Base64(48) + "\n", ClassicSocketRefusal.WrongKeyOrDamaged },
    };

    [Fact]
    public async Task Serve_GoodMessage_IsToldAndAnswered()
    {
        await using RunningServer server = RunningServer.Socket();
        using ClassicSecret key = ClassicSecret.FromKey(RunningServer.Key);
        Assert.Equal("Hello Client, message received securely", await SendAsync(server, key, "Hello Secure World"));
        ClassicSocketEvent received = await server.WaitForAsync(ClassicSocketEventKind.Received);
        Assert.Equal((1, "Hello Secure World"), (received.Client, received.Text));
        Assert.Equal("Hello Client, message received securely", (await server.WaitForAsync(ClassicSocketEventKind.Sent)).Text);
        Assert.Null((await server.WaitForAsync(ClassicSocketEventKind.Ended)).Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("exactly 16 bytes")]
    [InlineData("Zwölf Boxkämpfer ☃ 🦊")]
    public async Task Serve_AnyText_ComesThrough(string text)
    {
        await using RunningServer server = RunningServer.Socket(reply: text);
        using ClassicSecret key = ClassicSecret.FromKey(RunningServer.Key);
        Assert.Equal(text, await SendAsync(server, key, text));
        Assert.Equal(text, (await server.WaitForAsync(ClassicSocketEventKind.Received)).Text);
    }

    [Fact]
    public async Task Serve_LongestMessage_FitsOneReceiveOfThePrograms()
    {
        await using RunningServer server = RunningServer.Socket(reply: null);
        using ClassicSecret key = ClassicSecret.FromKey(RunningServer.Key);
        string text = new('x', SocketCbcServer.MaxTextLengthInBytes);
        Assert.Equal(2048, SocketCbc.Encrypt(RawPeer.Utf8(text), key).Length);
        Assert.Null(await SendAsync(server, key, text));
        Assert.Equal(text, (await server.WaitForAsync(ClassicSocketEventKind.Received)).Text);
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(server, key, text + "x"));
    }

    [Theory]
    [MemberData(nameof(BadMessages))]
    public async Task Serve_BadMessage_IsRefusedAndTheNextClientServed(string message, ClassicSocketRefusal refusal)
    {
        await using RunningServer server = RunningServer.Socket();
        using (RawPeer peer = await server.ConnectAsync())
        {
            await peer.SendAsync(RawPeer.Utf8(message));
            if (message.Length < 2048)
            {
                peer.HalfClose();
            }

            Assert.Empty(await peer.ReceiveAsync());
        }

        ClassicSocketEvent refused = await server.WaitForAsync(ClassicSocketEventKind.Refused);
        Assert.Equal((refusal, 1), (refused.Refusal, refused.Client));
        Assert.NotEmpty(refused.Detail!);
        await AssertServesAsync(server);
    }

    [Fact]
    public async Task Serve_EveryByteValueAlone_IsRefused()
    {
        await using RunningServer server = RunningServer.Socket();
        for (int value = 0; value < 256; value++)
        {
            using RawPeer peer = await server.ConnectAsync();
            await peer.SendAsync(new[] { (byte)value });
            peer.HalfClose();
            Assert.Equal(ClassicSocketRefusal.Malformed, await server.RefusalAsync());
        }

        await AssertServesAsync(server);
    }

    [Fact]
    public async Task Serve_OtherKeyOrNoText_IsRefusedWithoutReply()
    {
        await using RunningServer server = RunningServer.Socket();
        byte[] otherKey = RandomNumberGenerator.GetBytes(16);
        byte[] wrong = RawPeer.SealBase64(otherKey, "Hello Secure World"u8);
        using ClassicSecret key = ClassicSecret.FromKey(RunningServer.Key);
        while (SocketCbc.TryDecrypt(wrong, key, out _))
        {
            // One in 256 has good padding by accident.
            wrong = RawPeer.SealBase64(otherKey, "Hello Secure World"u8);
        }

        foreach ((byte[] message, ClassicSocketRefusal refusal) in ((byte[], ClassicSocketRefusal)[])
            [
                (wrong, ClassicSocketRefusal.WrongKeyOrDamaged),
                (RawPeer.SealBase64(RunningServer.Key, [0xFF, 0xFE, 0xC0]), ClassicSocketRefusal.NotText),
            ])
        {
            using RawPeer peer = await server.ConnectAsync();
            await peer.SendAsync(message);
            peer.HalfClose();
            Assert.Empty(await peer.ReceiveAsync());
            Assert.Equal(refusal, await server.RefusalAsync());
        }

        await AssertServesAsync(server);
    }

    [Fact]
    public async Task Serve_HalfClosedClient_GetsItsReply()
    {
        await using RunningServer server = RunningServer.Socket();
        using RawPeer peer = await server.ConnectAsync();
        await peer.SendAsync(RawPeer.SealBase64(RunningServer.Key, "sixteen bytes more than one block"u8));
        peer.HalfClose();
        byte[] reply = Convert.FromBase64String(System.Text.Encoding.ASCII.GetString(await peer.ReceiveAsync()));
        Assert.Equal(SocketCbcServerOptions.DefaultReply, RawPeer.Open(RunningServer.Key, reply));
        Assert.Empty(await peer.ReceiveAsync());
    }

    [Fact]
    public async Task Serve_ByteByByte_IsOneMessage()
    {
        // The clock stands still: however slow the bytes are, no pause has passed.
        ManualTime time = new();
        await using RunningServer server = RunningServer.Socket(time: time);
        using RawPeer peer = await server.ConnectAsync();
        byte[] message = RawPeer.SealBase64(RunningServer.Key, new byte[20]);
        Assert.NotEqual((byte)'=', message[^1]);
        foreach (byte part in message)
        {
            await peer.SendAsync(new[] { part });
        }

        await time.PassAsync(Limits.QuietPause);
        Assert.Equal(new string('\0', 20), (await server.WaitForAsync(ClassicSocketEventKind.Received)).Text);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x10)]
    public async Task Serve_NoReply_ClosesAfterTheQuietPauseWhateverThePadding(byte change)
    {
        ManualTime time = new();
        await using RunningServer server = RunningServer.Socket(time: time, reply: null);
        using RawPeer peer = await server.ConnectAsync();

        // 48 bytes: base64 without padding, which only the pause ends.
        byte[] message = RawPeer.Seal(RunningServer.Key, new byte[20]);
        message[31] ^= change;
        await peer.SendAsync(RawPeer.Utf8(Convert.ToBase64String(message)));
        Task<byte[]> close = peer.ReceiveAsync();
        await time.WaitForAsync(Limits.QuietPause);
        time.Advance(Limits.QuietPause - TimeSpan.FromTicks(1));
        Assert.False(close.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Empty(await close);
        if (change == 0)
        {
            await server.WaitForAsync(ClassicSocketEventKind.Received);
        }
        else
        {
            Assert.Equal(ClassicSocketRefusal.WrongKeyOrDamaged, await server.RefusalAsync());
        }
    }

    [Fact]
    public async Task Serve_SilentClient_IsRefusedAtItsTime()
    {
        ManualTime time = new();
        await using RunningServer server = RunningServer.Socket(time: time);
        using RawPeer peer = await server.ConnectAsync();
        await time.PassAsync(Limits.FirstByteLimit);
        Assert.Equal(ClassicSocketRefusal.TimedOut, await server.RefusalAsync());
        Assert.Empty(await peer.ReceiveAsync());
    }

    [Fact]
    public async Task Serve_ClientThatStopsInTheMiddle_IsRefusedAtItsTime()
    {
        ManualTime time = new();
        await using RunningServer server = RunningServer.Socket(time: time);
        using RawPeer peer = await server.ConnectAsync();
        await peer.SendAsync("AAAAA"u8.ToArray());
        await time.PassAsync(Limits.StallLimit);
        Assert.Equal(ClassicSocketRefusal.Malformed, await server.RefusalAsync());
    }

    [Fact]
    public async Task Serve_ClientThatDribbles_IsRefusedAtItsTime()
    {
        ManualTime time = new();
        ClassicSocketLimits limits = new() { MessageLimit = TimeSpan.FromSeconds(3), StallLimit = TimeSpan.FromSeconds(2) };
        await using RunningServer server = RunningServer.Socket(limits, time);
        using RawPeer peer = await server.ConnectAsync();
        await peer.SendAsync("A"u8.ToArray());
        await time.WaitForAsync(limits.StallLimit);
        time.Advance(TimeSpan.FromSeconds(1.5));
        await peer.SendAsync("A"u8.ToArray());

        // A second and a half is left of the three, though the pause might be two.
        await time.PassAsync(TimeSpan.FromSeconds(1.5));
        Assert.Equal(ClassicSocketRefusal.Malformed, await server.RefusalAsync());
    }

    [Fact]
    public async Task Serve_ImmediateCloseAndReset_AreTold()
    {
        await using RunningServer server = RunningServer.Socket();
        (await server.ConnectAsync()).Dispose();
        Assert.Equal(ClassicSocketRefusal.ClosedEarly, await server.RefusalAsync());
        using RawPeer peer = await server.ConnectAsync();
        await peer.SendAsync("AAAA"u8.ToArray());
        await server.WaitForAsync(ClassicSocketEventKind.Connected);
        peer.Reset();
        Assert.Contains(await server.RefusalAsync(), (ClassicSocketRefusal[])[ClassicSocketRefusal.ConnectionLost, ClassicSocketRefusal.Malformed]);
        await AssertServesAsync(server);
    }

    [Fact]
    public async Task Serve_FloodOfIdleConnections_ShutsNobodyOut()
    {
        if (OperatingSystem.IsMacOS())
        {
            Assert.Skip("macOS has one loopback address, and the flood needs another");
        }

        // The clock stands still, so no time limit helps the server.
        await using RunningServer server = RunningServer.Socket(new() { MaxConnections = 4 }, new ManualTime());
        List<RawPeer> flood = [];
        try
        {
            await FloodAsync();
            using RawPeer peer = await server.ConnectAsync(from: IPAddress.Parse("127.0.0.2"));
            byte[] message = [.. RawPeer.SealBase64(RunningServer.Key, "let me in"u8), (byte)'\n'];

            // The flood goes on in the middle of its message.
            await peer.SendAsync(message.AsMemory(0, 10));
            await FloodAsync();
            await peer.SendAsync(message.AsMemory(10));
            Assert.Equal("let me in", (await server.WaitForAsync(ClassicSocketEventKind.Received)).Text);
            Assert.NotEmpty(await peer.ReceiveAsync());
            Assert.All(
                server.Seen.Where(happened => happened.Kind == ClassicSocketEventKind.Refused),
                refused => Assert.Equal(ClassicSocketRefusal.MadeRoom, refused.Refusal));
        }
        finally
        {
            flood.ForEach(peer => peer.Dispose());
        }

        async Task FloodAsync()
        {
            for (int i = 0; i < 100; i++)
            {
                flood.Add(await server.ConnectAsync());
            }
        }
    }

    [Fact]
    public async Task Serve_ManyClientsAtOnce_AreAllServed()
    {
        await using RunningServer server = RunningServer.Socket();
        using ClassicSecret key = ClassicSecret.FromKey(RunningServer.Key);
        string?[] replies = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => SendAsync(server, key, $"message {i}")));
        Assert.All(replies, reply => Assert.Equal(SocketCbcServerOptions.DefaultReply, reply));
        HashSet<string?> texts = [];
        for (int i = 0; i < 60; i++)
        {
            Assert.True(texts.Add((await server.WaitForAsync(ClassicSocketEventKind.Received)).Text));
        }
    }

    [Fact]
    public async Task Run_ReceiverThatFails_StopsAndThrowsItsException()
    {
        using ClassicSecret key = ClassicSecret.FromKey(RunningServer.Key);
        using SocketCbcServer server = SocketCbcServer.Listen(RunningServer.AnyPort, key);
        Task run = server.RunAsync(
            happened => throw new NotSupportedException(happened.Kind.ToString()), TestContext.Current.CancellationToken);
        NotSupportedException thrown = await Assert.ThrowsAsync<NotSupportedException>(() => run.WaitAsync(RunningServer.Patience, TestContext.Current.CancellationToken));
        Assert.Equal("Listening", thrown.Message);
    }

    [Fact]
    public void Listen_OutOfBounds_IsRefused()
    {
        using ClassicSecret key = ClassicSecret.FromKey(RunningServer.Key);
        using ClassicSecret longKey = ClassicSecret.FromKey(new byte[32]);
        using ClassicSecret password = ClassicSecret.FromPassword("Sixteen byte key");
        using SocketCbcServer first = SocketCbcServer.Listen(RunningServer.AnyPort, key);
        Assert.False(Assert.Throws<ClassicConnectionException>(() => SocketCbcServer.Listen(first.EndPoint, key)).CanRetry);
        Assert.Throws<ArgumentException>(() => SocketCbcServer.Listen(RunningServer.AnyPort, longKey));
        Assert.Throws<ArgumentException>(() => SocketCbcServer.Listen(RunningServer.AnyPort, password));
        Assert.Throws<ArgumentException>(
            () => SocketCbcServer.Listen(RunningServer.AnyPort, key, new() { Reply = new string('x', 1520) }));
        Assert.Throws<ArgumentException>(
            () => SocketCbcServer.Listen(RunningServer.AnyPort, key, new() { Limits = new() { MaxConnections = 0 } }));
        Assert.Throws<ArgumentException>(
            () => SocketCbcServer.Listen(RunningServer.AnyPort, key, new() { Limits = new() { StallLimit = TimeSpan.Zero } }));
    }

    private static string Base64(int lengthInBytes) => Convert.ToBase64String(new byte[lengthInBytes]);

    private static Task<string?> SendAsync(RunningServer server, ClassicSecret key, string text)
        => SocketCbcClient.SendAsync("127.0.0.1", server.Port, key, text, cancellationToken: TestContext.Current.CancellationToken);

    private static async Task AssertServesAsync(RunningServer server)
    {
        using ClassicSecret key = ClassicSecret.FromKey(RunningServer.Key);
        Assert.Equal(SocketCbcServerOptions.DefaultReply, await SendAsync(server, key, "still there?"));
        Assert.Equal("still there?", (await server.WaitForAsync(ClassicSocketEventKind.Received)).Text);
    }
}
