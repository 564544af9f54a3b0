using System.Security.Cryptography;
using System.Text.Json;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Chat.Programs;

/// <summary>The member that was written in Python from the specification alone joins a room of the published program, over TLS.</summary>
public sealed class PythonMemberTests : IDisposable
{
    private readonly CommandLineHarness _harness = new();

    [Fact]
    public async Task Chat_WithTheOtherImplementation_TalksSendsFilesAndLeaves()
    {
        Machine.Require("unix");
        Machine.Require("python3");
        using Talker host = await Talker.StartAsync(_harness.Folder, "Alice", "hello", "--host", "--listen", "127.0.0.1:0");
        string invitation = (await host.WaitForAsync("invitation")).GetProperty("invitation").GetString()!;
        using Talker python = Talker.StartPython(_harness.Folder, "Python", "hello", invitation);
        await python.WaitForAsync("joined");
        await host.WaitForAsync("joined");

        // 1. Texts both ways, several turns, so that keys are renewed.
        for (int turn = 0; turn < 4; turn++)
        {
            host.Type($"from C# {turn} äöü");
            await python.WaitForAsync("message", $"from C# {turn} äöü");
            python.Type($"from Python {turn} 你好");
            JsonElement heard = await host.WaitForAsync("message", $"from Python {turn} 你好");
            Assert.Equal("Python", heard.GetProperty("name").GetString());
        }

        Assert.Contains(host.All, found => found.GetProperty("event").GetString() is "keys-renewed");
        await host.WaitForAnyTimeAsync("read");

        // 2. Both see the same phrase: nobody stands between.
        host.Type("/verify");
        python.Type("/verify");
        string phrase = (await python.WaitForAsync("phrase")).GetProperty("phrase").GetString()!;
        Assert.Contains(phrase, (await host.WaitForAsync("answer")).GetProperty("text").GetString()!, StringComparison.Ordinal);

        // 3. A file each way, of more than one piece.
        byte[] content = new byte[300_000];
        new Random(1).NextBytes(content);
        _harness.Write("photo.bin", content);
        string hash = Convert.ToHexStringLower(SHA256.HashData(content));
        host.Type("/send photo.bin");
        Assert.Equal(hash, (await python.WaitForAsync("file")).GetProperty("hash").GetString());
        python.Type("/file photo.bin");
        await host.WaitForAsync("file-received");
        host.Type("/save");
        string path = (await host.WaitForAsync("file-saved")).GetProperty("path").GetString()!;
        Assert.Equal(content, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));

        // 4. A goodbye is heard.
        python.Type("/quit");
        Assert.Equal(0, (await python.EndAsync()).ExitCode);
        await host.WaitForAsync("left");
        Assert.DoesNotContain(host.All, found => found.GetProperty("event").GetString() is "security-event" or "missing");
    }

    [Fact]
    public async Task Chat_TheOtherImplementationWithAWrongPassword_IsCounted()
    {
        Machine.Require("unix");
        Machine.Require("python3");
        using Talker host = await Talker.StartAsync(_harness.Folder, "Alice", "hello", "--host", "--listen", "127.0.0.1:0");
        string invitation = (await host.WaitForAsync("invitation")).GetProperty("invitation").GetString()!;
        await host.WaitForAsync("connected");
        using Talker python = Talker.StartPython(_harness.Folder, "Python", "hallo", invitation);
        Assert.Equal(1, (await host.WaitForAsync("wrong-password")).GetProperty("count").GetInt32());
    }

    public void Dispose() => _harness.Dispose();
}
