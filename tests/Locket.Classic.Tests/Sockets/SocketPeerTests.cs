using System.Globalization;
using Xunit;

namespace Locket.Classic.Tests.Sockets;

/// <summary>Both protocols, both ways, against Python and the library that the published programs use.</summary>
public sealed class SocketPeerTests
{
    private const string Text = "Grüße aus Python ☃, more than one block of it";

    private static readonly string KeyInHex = Convert.ToHexString(RunningServer.Key);

    [Fact]
    public async Task SocketServer_PythonClient_IsUnderstoodAndAnswered()
    {
        await using RunningServer server = RunningServer.Socket();
        using PythonSocketPeer python = await PythonSocketPeer.StartAsync("socket-client", Port(server), KeyInHex, Text);
        Assert.Equal([SocketCbcServerOptions.DefaultReply], await python.EndAsync());
        Assert.Equal(Text, (await server.WaitForAsync(ClassicSocketEventKind.Received)).Text);
    }

    [Fact]
    public async Task SocketServer_PythonClientWithOtherKey_GetsNothing()
    {
        await using RunningServer server = RunningServer.Socket();
        using PythonSocketPeer python = await PythonSocketPeer.StartAsync("socket-client", Port(server), new string('0', 32), Text);
        Assert.Equal(["(no reply)"], await python.EndAsync());
        Assert.Contains(await server.RefusalAsync(), (ClassicSocketRefusal[])[ClassicSocketRefusal.WrongKeyOrDamaged, ClassicSocketRefusal.NotText]);
    }

    [Theory]
    [InlineData("Antwort ☃")]
    [InlineData(null)]
    public async Task SocketClient_PythonServer_IsUnderstood(string? reply)
    {
        using PythonSocketPeer python = await PythonSocketPeer.StartAsync(
            reply is null ? ["socket-server", KeyInHex] : ["socket-server", KeyInHex, reply]);
        using ClassicSecret key = ClassicSecret.FromKey(RunningServer.Key);
        Assert.Equal(
            reply,
            await SocketCbcClient.SendAsync(
                "127.0.0.1", await python.PortAsync(), key, Text, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal([Text], await python.EndAsync());
    }

    [Fact]
    public async Task ChatServer_PythonClients_TalkAtOnce()
    {
        await using RunningServer server = RunningServer.Chat((turn, _) => Task.FromResult<string?>($"{turn.Text}!"));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async i =>
        {
            string name = $"client {i}";
            using PythonSocketPeer python = await PythonSocketPeer.StartAsync(
                "chat-client", Port(server), RunningServer.Password, name, Text + name, string.Empty);
            Assert.Equal([name + "!", Text + name + "!", "!"], await python.EndAsync());
        }));
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("it said EXIT!", (await server.WaitForAsync(ClassicSocketEventKind.Ended)).Detail);
        }
    }

    [Theory]
    [InlineData("EXIT!", ChatCbcEnd.ByPeer)]
    [InlineData("more", ChatCbcEnd.ByUs)]
    public async Task ChatClient_PythonServer_Talks(string last, ChatCbcEnd expected)
    {
        using PythonSocketPeer python = await PythonSocketPeer.StartAsync("chat-server", RunningServer.Password, "hello Alice", last);
        Queue<string> texts = new(["hello Bob", Text]);
        List<string> heard = [];
        ChatCbcClientOptions options = new()
        {
            SendsPasswordInClear = true,
            Password = (_, _) => Task.FromResult<ClassicSecret?>(ClassicSecret.FromPassword(RunningServer.Password)),
            Next = _ => Task.FromResult(texts.TryDequeue(out string? text) ? text : null),
            Events = happened => heard.AddRange(happened.Kind == ClassicSocketEventKind.Received ? [happened.Text!] : []),
        };
        ChatCbcEnd end = await ChatCbcClient.TalkAsync(
            "127.0.0.1", await python.PortAsync(), options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(expected, end);
        Assert.Equal(expected == ChatCbcEnd.ByPeer ? ["hello Alice"] : ["hello Alice", "more"], heard);
        Assert.Equal(
            expected == ChatCbcEnd.ByPeer ? ["hello Bob", Text, "(closed)"] : ["hello Bob", Text, "(EXIT!)"], await python.EndAsync());
    }

    private static string Port(RunningServer server) => server.Port.ToString(CultureInfo.InvariantCulture);
}
