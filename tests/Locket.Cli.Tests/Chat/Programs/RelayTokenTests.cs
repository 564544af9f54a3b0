using System.Text.Json;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Chat.Programs;

/// <summary>A host that lets in only who has its token.</summary>
public sealed class RelayTokenTests : IDisposable
{
    private readonly CommandLineHarness _harness = new();

    [Fact]
    public async Task Token_RightWrongAndMissing_OnlyTheRightOneGetsIn()
    {
        using Talker host = await Talker.StartAsync(
            _harness.Folder, "Alice", "hello", "--host", "--listen", "127.0.0.1:0", "--token-env", "TOKEN", "--log", "security.log");
        string invitation = (await host.WaitForAsync("invitation")).GetProperty("invitation").GetString()!;
        await host.WaitForAsync("connected");
        foreach (string[] options in (string[][])[["--token-env", "OTHER_TOKEN"], []])
        {
            using Talker stranger = await Talker.StartAsync(_harness.Folder, "Eve", "hello", [invitation, .. options]);
            (int exitCode, string error) = await stranger.EndAsync();
            Assert.Equal(1, exitCode);
            Assert.Contains("--token-env for a private relay", error, StringComparison.Ordinal);
            JsonElement told = await host.WaitForAsync("security-event");
            Assert.Equal((2104, "unauthorized"), (told.GetProperty("id").GetInt32(), told.GetProperty("kind").GetString()));
        }

        _harness.Write("token", System.Text.Encoding.UTF8.GetBytes(Talker.Token + "\n"));
        using Talker bob = await Talker.StartAsync(_harness.Folder, "Bob", "hello", invitation, "--token-file", "token");
        await bob.WaitForAsync("joined");
        bob.Type("hello");
        await host.WaitForAsync("message", "hello");
        bob.EndInput();
        Assert.Equal(0, (await bob.EndAsync()).ExitCode);
        host.EndInput();
        (int code, string said) = await host.EndAsync();
        Assert.Equal(0, code);

        // The token itself is written nowhere.
        string log = await File.ReadAllTextAsync(_harness.PathOf("security.log"), TestContext.Current.CancellationToken);
        Assert.Equal(2, log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain(Talker.Token, log + said + invitation + string.Join('\n', host.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ThatIsNone_IsRefusedBeforeAnythingElse()
    {
        _harness.Write("token", "short\n"u8.ToArray());
        foreach (string[] place in (string[][])[["--host", "--listen", "127.0.0.1:0"], ["127.0.0.1:1"]])
        {
            using Talker talker = await Talker.StartAsync(_harness.Folder, "Alice", "hello", [.. place, "--token-file", "token"]);
            (int exitCode, string error) = await talker.EndAsync();
            Assert.Equal(2, exitCode);
            Assert.Contains("a token has 16 to 256 letters, digits and -._~+/=", error, StringComparison.Ordinal);
            Assert.DoesNotContain("short", error, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _harness.Dispose();
}
