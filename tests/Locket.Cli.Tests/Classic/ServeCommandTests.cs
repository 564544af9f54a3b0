using System.Text;
using System.Text.Json;
using Locket.Classic;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Classic;

public sealed class ServeCommandTests
{
    private const string Key = "Sixteen byte key";

    [Fact]
    public async Task Serve_SocketCbc_PrintsEachMessageOnALineAndRepliesToIt()
    {
        await using ServeHarness serve = await ServeHarness.StartAsync("socket-cbc", Key);
        foreach (string text in (string[])["Hello Secure World", "two\nlines \e[2J\u202e", ""])
        {
            using CommandLineHarness client = new();
            client.Environment["K"] = Key;
            client.Input = Encoding.UTF8.GetBytes(text);
            CommandResult result = await client.RunAsync(
                "classic", "connect", "--scheme", "socket-cbc", "--port", serve.Port, "--password-env", "K", "--quiet");
            Assert.Equal((0, "Hello Client, message received securely\n", string.Empty), (result.ExitCode, result.OutputText, result.Error));
        }

        Assert.Equal(0, await serve.StopAsync());
        Assert.Equal("Hello Secure World\ntwo\\u{a}lines \\u{1b}[2J\\u{202e}\n\n", serve.Output.All);
        Assert.StartsWith("locket: warning: classic socket-cbc protects little", serve.Error.All, StringComparison.Ordinal);
        Assert.EndsWith("locket: stopped\n", serve.Error.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, serve.Error.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-reply", null, "")]
    [InlineData("--reply", "noted", "noted\n")]
    public async Task Serve_OtherReply_IsWhatClientsGet(string option, string? value, string expected)
    {
        await using ServeHarness serve = await ServeHarness.StartAsync("socket-cbc", Key, value is null ? [option] : [option, value]);
        using CommandLineHarness client = new();
        client.Write("key", Key);
        CommandResult result = await client.RunAsync(
            "classic", "connect", "--scheme", "socket-cbc", "--port", serve.Port, "-k", "key", "--message", "hi");
        Assert.Equal((0, expected), (result.ExitCode, result.OutputText));
        Assert.Equal(value is null, result.Error.Contains("closed without a reply", StringComparison.Ordinal));
        Assert.Equal("hi", await serve.Output.NextAsync());
    }

    [Fact]
    public async Task Serve_RefusedClients_AreLoggedEvenWhenQuiet()
    {
        await using ServeHarness serve = await ServeHarness.StartAsync("socket-cbc", Key);
        using CommandLineHarness client = new();
        client.Write("key", "another 16 bytes");
        CommandResult result = await client.RunAsync(
            "classic", "connect", "--scheme", "socket-cbc", "--port", serve.Port, "-k", "key", "--message", new string('x', 48));
        Assert.Equal((0, string.Empty), (result.ExitCode, result.OutputText));
        string line = await serve.Error.WaitForAsync("refused");
        Assert.Matches(@"^locket: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ client 1 \(127\.0\.0\.1:\d+\) refused, (wrong-key-or-damaged|not-text): ", line);
    }

    [Fact]
    public async Task Serve_Json_IsOneEventOnEachLine()
    {
        await using ServeHarness serve = await ServeHarness.StartAsync("socket-cbc", Key, "--json");
        using ClassicSecret key = ClassicSecret.FromKey(Encoding.UTF8.GetBytes(Key));
        int port = int.Parse(serve.Port, System.Globalization.CultureInfo.InvariantCulture);
        await SocketCbcClient.SendAsync("127.0.0.1", port, key, "two\nlines", cancellationToken: TestContext.Current.CancellationToken);
        foreach (string name in (string[])["listening", "connected", "received", "sent", "ended"])
        {
            using JsonDocument happened = JsonDocument.Parse(await serve.Output.NextAsync());
            JsonElement root = happened.RootElement;
            Assert.Equal(name, root.GetProperty("event").GetString());
            Assert.Equal("socket-cbc", root.GetProperty("scheme").GetString());
            Assert.True(root.GetProperty("time").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
            Assert.Equal("127.0.0.1", root.GetProperty("address").GetString());
            switch (name)
            {
                case "listening":
                    Assert.Equal(port, root.GetProperty("port").GetInt32());
                    Assert.Equal(JsonValueKind.Null, root.GetProperty("client").ValueKind);
                    break;
                case "received":
                    Assert.Equal("two\nlines", root.GetProperty("text").GetString());
                    Assert.Equal(1, root.GetProperty("client").GetInt32());
                    break;
                default:
                    break;
            }
        }
    }

    [Fact]
    public async Task Serve_ChatCbc_EachLineAnswersTheClientThatWaitsLongest()
    {
        await using ServeHarness serve = await ServeHarness.StartAsync("chat-cbc", "hunter2");
        Task<CommandResult> first = TalkAsync(serve, "from one\n");
        Assert.Equal("from one", await serve.Output.NextAsync());
        await serve.Error.WaitForAsync("the next line answers client 1 ");
        Task<CommandResult> second = TalkAsync(serve, "from two\n");
        Assert.Equal("from two", await serve.Output.NextAsync());
        serve.Type(new string('x', 1008));
        await serve.Error.WaitForAsync("that line has 1008 bytes");
        serve.Type("to one");
        Assert.Equal((0, "to one\n"), Said(await first));
        await serve.Error.WaitForAsync("the next line answers client 2 ");
        serve.Type("to two");
        Assert.Equal((0, "to two\n"), Said(await second));
        Task<CommandResult> third = TalkAsync(serve, "from three\n");
        Assert.Equal("from three", await serve.Output.NextAsync());
        serve.EndInput();
        Assert.Equal((0, string.Empty), Said(await third));
        Assert.Contains("the other side said EXIT!", (await third).Error, StringComparison.Ordinal);
        Assert.Equal(0, await serve.StopAsync());
        Assert.DoesNotContain("hunter2", serve.Error.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_LineForAClientThatLeft_ReachesNobodyElse()
    {
        await using ServeHarness serve = await ServeHarness.StartAsync("chat-cbc", "hunter2");
        using (CancellationTokenSource leave = new())
        {
            Task<CommandResult> first = TalkAsync(serve, "from one\n", client => client.Interrupt = leave.Token);
            await serve.Error.WaitForAsync("the next line answers client 1 ");
            await leave.CancelAsync();
            Assert.Equal(130, (await first).ExitCode);
        }

        await serve.Error.WaitForAsync("ended");
        serve.Type("for one alone");
        await serve.Error.WaitForAsync("client 1 is gone; that line was not sent");
        Task<CommandResult> second = TalkAsync(serve, "from two\n");
        await serve.Error.WaitForAsync("the next line answers client 2 ");
        serve.Type("to two");
        Assert.Equal((0, "to two\n"), Said(await second));
    }

    [Fact]
    public async Task Serve_ClientThatLeftBeforeItsLine_LeavesItToTheNext()
    {
        await using ServeHarness serve = await ServeHarness.StartAsync("chat-cbc", "hunter2");
        using CancellationTokenSource leave = new();
        Task<CommandResult> first = TalkAsync(serve, "from one\n", client => client.Interrupt = leave.Token);
        await serve.Error.WaitForAsync("the next line answers client 1 ");
        Task<CommandResult> second = TalkAsync(serve, "from two\n");
        await serve.Output.WaitForAsync("from two");
        await leave.CancelAsync();
        Assert.Equal(130, (await first).ExitCode);
        await serve.Error.WaitForAsync("the next line answers client 2 ");
        serve.Type("to two");
        Assert.Equal((0, "to two\n"), Said(await second));
        Assert.DoesNotContain("not sent", serve.Error.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_ChatWithReply_AnswersByItself()
    {
        await using ServeHarness serve = await ServeHarness.StartAsync("chat-cbc", "hunter2", "--reply", "I am a machine");
        Assert.Equal((0, "I am a machine\nI am a machine\n"), Said(await TalkAsync(serve, "one\ntwo\nEXIT!\nthree\n")));
        Assert.Equal("one", await serve.Output.NextAsync());
        Assert.Equal("two", await serve.Output.NextAsync());
    }

    [Fact]
    public async Task Connect_TypedPassword_MayBeWrongTwice()
    {
        await using ServeHarness serve = await ServeHarness.StartAsync("chat-cbc", "hunter2", "--reply", "welcome");
        using CommandLineHarness client = new() { Input = "hello"u8.ToArray() };
        client.Answers.AddRange(["hunter1", "hunter", "hunter2"]);
        CommandResult result = await client.RunAsync("classic", "connect", "--scheme", "chat-cbc", "--port", serve.Port, "--i-know");
        Assert.Equal((0, "welcome\n"), Said(result));
        Assert.Equal(3, client.Questions.Count);
        client.Answers.Clear();
        client.Answers.AddRange(["a", "b", "c", "hunter2"]);
        result = await client.RunAsync("classic", "connect", "--scheme", "chat-cbc", "--port", serve.Port, "--i-know");
        Assert.Equal((3, string.Empty), Said(result));
        Assert.Contains("none was sent", result.Error, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Output) Said(CommandResult result) => (result.ExitCode, result.OutputText);

    private static async Task<CommandResult> TalkAsync(ServeHarness serve, string lines, Action<CommandLineHarness>? prepare = null)
    {
        using CommandLineHarness client = new();
        client.Write("password", "hunter2\n");
        client.Input = Encoding.UTF8.GetBytes(lines);
        prepare?.Invoke(client);
        return await client.RunAsync(
            "classic", "connect", "--scheme", "chat-cbc", "--port", serve.Port, "--key-file", "password", "--i-know");
    }
}
