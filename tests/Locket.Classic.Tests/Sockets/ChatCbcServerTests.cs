using System.Collections.Concurrent;
using Xunit;

namespace Locket.Classic.Tests.Sockets;

public sealed class ChatCbcServerTests
{
    private static readonly ClassicSocketLimits Limits = new();
    private static readonly byte[] Key = RawPeer.ChatKey(RunningServer.Password);
    private static readonly byte[] Password = RawPeer.Utf8(RunningServer.Password);
    private static readonly byte[] Exit = RawPeer.Utf8("EXIT!");

    [Fact]
    public async Task Serve_WholeChat_FollowsTheProtocol()
    {
        await using RunningServer server = RunningServer.Chat();
        using RawPeer peer = await server.ConnectAsync();
        Assert.Equal(RunningServer.Password, RawPeer.Open(Key, await peer.ReceiveAsync()));
        await peer.SendAsync(Password);
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
    public async Task Serve_TwoWrongPasswords_LeaveAThird()
    {
        await using RunningServer server = RunningServer.Chat();
        using RawPeer peer = await server.ConnectAsync();
        await peer.ReceiveAsync();
        foreach (string wrong in (string[])["hunter", "hunter22"])
        {
            await peer.SendAsync(RawPeer.Utf8(wrong));
            await server.WaitForAsync(ClassicSocketEventKind.PasswordRejected);
        }

        await peer.SendAsync(Password);
        Assert.Equal("THIRD TIME", await SayAsync(peer, "third time", server));
    }

    [Fact]
    public async Task Serve_ThreeWrongPasswords_CloseWithoutAWord()
    {
        await using RunningServer server = RunningServer.Chat();
        using RawPeer peer = await server.ConnectAsync();
        Assert.Equal(32, (await peer.ReceiveAsync()).Length);
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            await peer.SendAsync(RawPeer.Utf8("secret guess"));
            await server.WaitForAsync(attempt < 3 ? ClassicSocketEventKind.PasswordRejected : ClassicSocketEventKind.Refused);
        }

        Assert.Empty(await peer.ReceiveAsync());
        Assert.Equal(ClassicSocketRefusal.WrongPassword, server.Seen[^1].Refusal);
        Assert.Equal("wrong password 3 of 3", server.Seen[^1].Detail);
        Assert.All(server.Seen, happened => Assert.DoesNotContain("guess", happened.ToString(), StringComparison.Ordinal));
        Assert.All(server.Seen, happened => Assert.DoesNotContain(RunningServer.Password, happened.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serve_PasswordAndMessageTogether_AreToldApart()
    {
        await using RunningServer server = RunningServer.Chat();
        using RawPeer peer = await server.ConnectAsync();
        await peer.ReceiveAsync();
        await peer.SendAsync((byte[])[.. Password, .. RawPeer.Seal(Key, "first"u8)]);
        Assert.Equal("FIRST", RawPeer.Open(Key, await peer.ReceiveAsync()));
    }

    [Fact]
    public async Task Serve_MessageInPieces_IsOneMessage()
    {
        // The clock stands still while the pieces come: no pause has passed.
        ManualTime time = new();
        await using RunningServer server = RunningServer.Chat(time: time);
        using RawPeer peer = await server.ConnectAsync();
        await peer.ReceiveAsync();
        await peer.SendAsync(Password);
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
    public async Task Serve_TimeLimits_AreKept()
    {
        ManualTime time = new();
        await using RunningServer server = RunningServer.Chat(time: time);
        using RawPeer silent = await server.ConnectAsync();
        await time.PassAsync(Limits.HandshakeLimit);
        Assert.Equal(ClassicSocketRefusal.TimedOut, await server.RefusalAsync());
        using RawPeer peer = await server.ConnectAsync();
        await peer.SendAsync(Password);
        await time.PassAsync(Limits.QuietPause);
        await server.WaitForAsync(ClassicSocketEventKind.PasswordAccepted);
        await time.PassAsync(Limits.TurnLimit);
        Assert.Equal(ClassicSocketRefusal.TimedOut, await server.RefusalAsync());
    }

    [Fact]
    public async Task Serve_FullOfTalkers_RefusesTheNewcomer()
    {
        await using RunningServer server = RunningServer.Chat(limits: new() { MaxConnections = 2 });
        using RawPeer first = await EnterAsync(server);
        using RawPeer second = await EnterAsync(server);
        using RawPeer third = await server.ConnectAsync();
        Assert.Equal(ClassicSocketRefusal.TooManyConnections, await server.RefusalAsync());
        Assert.Empty(await third.ReceiveAsync());
        Assert.Equal("STILL HERE", await SayAsync(first, "still here"));
        await second.SendAsync(Exit);
        await server.WaitForAsync(ClassicSocketEventKind.Ended);
        Assert.Empty(await second.ReceiveAsync());
    }

    [Fact]
    public async Task Serve_ManyClientsAtOnce_GetTheirOwnAnswers()
    {
        ConcurrentDictionary<string, int> clients = new(StringComparer.Ordinal);
        await using RunningServer server = RunningServer.Chat(async (turn, _) =>
        {
            Assert.Equal(turn.Client, clients.GetOrAdd(turn.Text.Split(' ')[0], turn.Client));
            await Task.Yield();
            return $"{turn.Client} to {turn.Text}";
        });
        await Task.WhenAll(Enumerable.Range(0, 24).Select(async name =>
        {
            Queue<string> texts = new(Enumerable.Range(0, 5).Select(round => $"name{name} {round}"));
            List<string> answers = [];
            ChatCbcEnd end = await ChatCbcClient.TalkAsync(
                "127.0.0.1",
                server.Port,
                new()
                {
                    SendsPasswordInClear = true,
                    Password = (_, _) => Task.FromResult<ClassicSecret?>(ClassicSecret.FromPassword(RunningServer.Password)),
                    Next = _ => Task.FromResult(texts.TryDequeue(out string? text) ? text : null),
                    Events = happened => answers.AddRange(happened.Kind == ClassicSocketEventKind.Received ? [happened.Text!] : []),
                },
                cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(ChatCbcEnd.ByUs, end);
            int client = clients[$"name{name}"];
            Assert.Equal(Enumerable.Range(0, 5).Select(round => $"{client} to name{name} {round}"), answers, StringComparer.Ordinal);
        }));
        Assert.Equal(24, clients.Values.Distinct().Count());
    }

    [Fact]
    public async Task Stop_OpenChats_AreToldExit()
    {
        RunningServer server = RunningServer.Chat();
        using RawPeer talking = await EnterAsync(server);
        using RawPeer silent = await server.ConnectAsync();
        await silent.ReceiveAsync();
        await server.DisposeAsync();
        Assert.Equal(Exit, await talking.ReceiveAsync());
        Assert.Empty(await talking.ReceiveAsync());
        Assert.Empty(await silent.ReceiveAsync());
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

    private static async Task<RawPeer> EnterAsync(RunningServer server)
    {
        RawPeer peer = await server.ConnectAsync();
        Assert.NotEmpty(await peer.ReceiveAsync());
        await peer.SendAsync(Password);
        await server.WaitForAsync(ClassicSocketEventKind.PasswordAccepted);
        return peer;
    }

    private static async Task<string> SayAsync(RawPeer peer, string text, RunningServer? afterPassword = null)
    {
        if (afterPassword is not null)
        {
            await afterPassword.WaitForAsync(ClassicSocketEventKind.PasswordAccepted);
        }

        await peer.SendAsync(RawPeer.Seal(Key, RawPeer.Utf8(text)));
        return RawPeer.Open(Key, await peer.ReceiveAsync());
    }
}
