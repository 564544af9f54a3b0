using Xunit;
using static Locket.Classic.Tests.Sockets.ChatPeer;

namespace Locket.Classic.Tests.Sockets;

public sealed class ChatCbcServerTests
{
    private static readonly ClassicSocketLimits Limits = new();

    [Fact]
    public async Task Serve_WholeChat_FollowsTheProtocol()
    {
        await using RunningServer server = RunningServer.Chat();
        using RawPeer peer = await server.ConnectAsync();
        Assert.Equal(RunningServer.Password, RawPeer.Open(Key, await peer.ReceiveAsync()));
        await peer.SendAsync(PasswordBytes);
        await server.WaitForAsync(ClassicSocketEventKind.PasswordAccepted);
        foreach (string text in (string[])["hello", "", "sixteen  bytes 1", "grüße ☃"])
        {
            Assert.Equal(text.ToUpperInvariant(), await SayAsync(peer, text));
            Assert.Equal(text, (await server.WaitForAsync(ClassicSocketEventKind.Received)).Text);
        }

        await peer.SendAsync(Exit);
        Assert.Empty(await peer.ReceiveAsync());
        Assert.Equal("it said EXIT!", (await server.WaitForAsync(ClassicSocketEventKind.Ended)).Detail);
    }

    [Fact]
    public async Task Serve_MessageInPieces_IsOneMessage()
    {
        // The clock stands still while the pieces come: no pause has passed.
        ManualTime time = new();
        await using RunningServer server = RunningServer.Chat(time: time);
        using RawPeer peer = await server.ConnectAsync();
        await peer.ReceiveAsync();
        await peer.SendAsync(PasswordBytes);
        await time.PassAsync(Limits.QuietPause);
        await server.WaitForAsync(ClassicSocketEventKind.PasswordAccepted);
        byte[] message = RawPeer.Seal(Key, "in two pieces, and more than one block"u8);
        await peer.SendAsync(message.AsMemory(0, 30));
        await time.WaitForAsync(Limits.StallLimit);
        await peer.SendAsync(message.AsMemory(30));
        await time.PassAsync(Limits.QuietPause);
        Assert.Equal("IN TWO PIECES, AND MORE THAN ONE BLOCK", RawPeer.Open(Key, await peer.ReceiveAsync()));
    }

    [Fact]
    public async Task Serve_EndInPieces_IsTheEnd()
    {
        await using RunningServer server = RunningServer.Chat();
        using RawPeer peer = await EnterAsync(server);
        foreach (byte part in Exit)
        {
            await peer.SendAsync(new[] { part });
        }

        await server.WaitForAsync(ClassicSocketEventKind.Ended);
    }

    [Theory]
    [InlineData(1, ClassicSocketRefusal.Malformed)]
    [InlineData(31, ClassicSocketRefusal.Malformed)]
    [InlineData(33, ClassicSocketRefusal.WrongKeyOrDamaged)]
    [InlineData(1023, ClassicSocketRefusal.WrongKeyOrDamaged)]
    [InlineData(1025, ClassicSocketRefusal.TooLarge)]
    [InlineData(5000, ClassicSocketRefusal.TooLarge)]
    public async Task Serve_BytesThatAreNoMessage_AreRefusedAndTheNextClientServed(int length, ClassicSocketRefusal refusal)
    {
        await using RunningServer server = RunningServer.Chat();
        using RawPeer peer = await EnterAsync(server);
        await peer.SendAsync(new byte[length]);
        peer.HalfClose();
        Assert.Equal(refusal, await server.RefusalAsync());
        using RawPeer next = await EnterAsync(server);
        Assert.Equal("STILL THERE?", await SayAsync(next, "still there?"));
    }

    [Fact]
    public async Task Serve_MessageThatDoesNotDecryptOrIsNoText_IsRefused()
    {
        await using RunningServer server = RunningServer.Chat();
        using (RawPeer peer = await EnterAsync(server))
        {
            // The last block's padding becomes one above a block's length.
            byte[] message = RawPeer.Seal(Key, new byte[15]);
            message[15] ^= 0x10;
            await peer.SendAsync(message);
            peer.HalfClose();
            Assert.Equal(ClassicSocketRefusal.WrongKeyOrDamaged, await server.RefusalAsync());
        }

        using RawPeer other = await EnterAsync(server);
        await other.SendAsync(RawPeer.Seal(Key, [0xC3, 0x28]));
        Assert.Equal(ClassicSocketRefusal.NotText, await server.RefusalAsync());
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0x10)]
    public async Task Serve_GoodOrBadPadding_IsJudgedAfterTheQuietPause(byte change)
    {
        ManualTime time = new();
        await using RunningServer server = RunningServer.Chat(time: time);
        using RawPeer peer = await server.ConnectAsync();
        await peer.ReceiveAsync();
        await peer.SendAsync(PasswordBytes);
        await time.PassAsync(Limits.QuietPause);
        await server.WaitForAsync(ClassicSocketEventKind.PasswordAccepted);
        byte[] message = RawPeer.Seal(Key, new byte[15]);
        message[15] ^= change;
        await peer.SendAsync(message);
        await time.PassAsync(Limits.QuietPause);
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
    public async Task Serve_LongestMessage_IsWhatOneReceiveTakes()
    {
        await using RunningServer server = RunningServer.Chat();
        using RawPeer peer = await EnterAsync(server);
        string text = new('X', ChatCbcServer.MaxTextLengthInBytes);
        Assert.Equal(1007, text.Length);
        Assert.Equal(text, await SayAsync(peer, text));
    }

    [Fact]
    public async Task Serve_WritingOutOfTurn_IsRefused()
    {
        await using RunningServer server = RunningServer.Chat((_, token) => Task.Delay(Timeout.Infinite, token).ContinueWith(_ => (string?)null, TaskScheduler.Default));
        using RawPeer peer = await EnterAsync(server);
        await peer.SendAsync(RawPeer.Seal(Key, "one"u8));
        await server.WaitForAsync(ClassicSocketEventKind.Received);
        await peer.SendAsync(RawPeer.Seal(Key, "two"u8));
        Assert.Equal(ClassicSocketRefusal.OutOfTurn, await server.RefusalAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Serve_ClientThatLeavesWhileItWaits_CancelsTheAnswer(bool isPolite)
    {
        TaskCompletionSource cancelled = new();
        await using RunningServer server = RunningServer.Chat(async (_, token) =>
        {
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                cancelled.SetResult();
            }

            return null;
        });
        using RawPeer peer = await EnterAsync(server);
        await peer.SendAsync(RawPeer.Seal(Key, "one"u8));
        await server.WaitForAsync(ClassicSocketEventKind.Received);
        if (isPolite)
        {
            await peer.SendAsync(Exit);
        }
        else
        {
            peer.Dispose();
        }

        await cancelled.Task.WaitAsync(RunningServer.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(isPolite ? "it said EXIT!" : "it closed without EXIT!", (await server.WaitForAsync(ClassicSocketEventKind.Ended)).Detail);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("EXIT!")]
    public async Task Serve_AnswerThatEnds_SaysExitInClear(string? answer)
    {
        await using RunningServer server = RunningServer.Chat((_, _) => Task.FromResult(answer));
        using RawPeer peer = await EnterAsync(server);
        await peer.SendAsync(RawPeer.Seal(Key, "one"u8));
        Assert.Equal(Exit, await peer.ReceiveAsync());
        Assert.Empty(await peer.ReceiveAsync());
    }

    [Fact]
    public async Task Serve_AnswerThatFails_EndsOnlyThatChat()
    {
        await using RunningServer server = RunningServer.Chat((turn, _) => turn.Client == 1
            ? throw new NotSupportedException("secret words")
            : Task.FromResult<string?>("fine"));
        using RawPeer first = await EnterAsync(server);
        using RawPeer second = await EnterAsync(server);
        await first.SendAsync(RawPeer.Seal(Key, "one"u8));
        ClassicSocketEvent refused = await server.WaitForAsync(ClassicSocketEventKind.Refused);
        Assert.Equal((ClassicSocketRefusal.InternalFault, "internal error: NotSupportedException"), (refused.Refusal, refused.Detail));
        Assert.Equal("fine", await SayAsync(second, "two"));
    }

    [Fact]
    public void Listen_NoPassword_IsRefused()
    {
        foreach (ClassicSecret secret in (ClassicSecret[])
            [ClassicSecret.FromPassword(""), ClassicSecret.FromPassword(new string('x', 1008)), ClassicSecret.FromKey(RunningServer.Key)])
        {
            using (secret)
            {
                Assert.Throws<ArgumentException>(() => ChatCbcServer.Listen(RunningServer.AnyPort, secret));
            }
        }
    }
}
