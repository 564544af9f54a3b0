using System.Collections.Concurrent;
using Xunit;
using static Locket.Classic.Tests.Sockets.ChatPeer;

namespace Locket.Classic.Tests.Sockets;

/// <summary>Many clients of one chat server, and how it lets go of them.</summary>
public sealed class ChatCbcClientsTests
{
    private static readonly ClassicSocketLimits Limits = new();

    [Fact]
    public async Task Serve_TimeLimits_AreKept()
    {
        ManualTime time = new();
        await using RunningServer server = RunningServer.Chat(time: time);
        using RawPeer silent = await server.ConnectAsync();
        await time.PassAsync(Limits.HandshakeLimit);
        Assert.Equal(ClassicSocketRefusal.TimedOut, await server.RefusalAsync());
        using RawPeer peer = await server.ConnectAsync();
        await peer.SendAsync(PasswordBytes);
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
    public async Task Stop_ClientThatIsGone_StaysAStop()
    {
        for (int i = 0; i < 20; i++)
        {
            RunningServer server = RunningServer.Chat();
            RawPeer peer = await EnterAsync(server);
            peer.Reset();
            await server.DisposeAsync();
        }
    }
}
