using System.Text.Json;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Chat.Programs;

/// <summary>Where security events go: log, alert program and counters.</summary>
public sealed class SecurityOutputTests : IDisposable
{
    private const string Password = "the right password";

    private readonly CommandLineHarness _harness = new();

    [Fact]
    public async Task Log_OnTheErrorOutput_HasEachEventAsJsonWithItsNumber()
    {
        Machine.Require("unix");
        string alert = _harness.PathOf("alert.sh");
        await File.WriteAllTextAsync(
            alert, "#!/bin/sh\ncat >> alert.json\nenv > alert.env\necho noise\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(alert, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        string[] outputs = ["--log", "-", "--alert-command", alert, "--metrics", "chat.prom"];
        using Talker host = await Talker.StartAsync(
            _harness.Folder, "Alice", Password, ["--host", "--listen", "127.0.0.1:0", "--token-env", "TOKEN", .. outputs]);
        string invitation = (await host.WaitForAsync("invitation")).GetProperty("invitation").GetString()!;
        await host.WaitForAsync("connected");
        using Talker eve = await Talker.StartAsync(_harness.Folder, "Eve", "a wrong one", invitation, "--token-env", "TOKEN");
        Assert.Equal(3, (await eve.EndAsync()).ExitCode);
        await host.WaitForAsync("security-event");
        using Talker bob = await Talker.StartAsync(_harness.Folder, "Bob", Password, invitation, "--token-env", "TOKEN");
        await bob.WaitForAsync("joined");
        bob.Type("a text that is nobody's business");
        await host.WaitForAsync("message", "a text that is nobody's business");

        // 1. Somebody else's program reads the counters while the chat runs; the relay may notice later than others that somebody left.
        string counters = await WaitForCountersAsync("locket_rooms_messages_total{direction=\"in\"} 1", "locket_relay_connections 2");
        Assert.Contains("# TYPE locket_rooms_messages_total counter\n", counters, StringComparison.Ordinal);
        Assert.Contains(
            "locket_rooms_security_events_total{id=\"3101\",kind=\"wrong-password-here\"} 1\n", counters, StringComparison.Ordinal);
        Assert.Contains("# TYPE locket_relay_connections gauge\nlocket_relay_connections 2\n", counters, StringComparison.Ordinal);
        Assert.Matches("(?m)^locket_relay_appended_total [1-9][0-9]*$", counters);
        bob.EndInput();
        await bob.EndAsync();
        host.EndInput();
        (int exitCode, string error) = await host.EndAsync();
        Assert.Equal(0, exitCode);

        // 2. The log is the error output's, one object on each line.
        string line = Assert.Single(error.Split('\n'), line => line.StartsWith('{'));
        JsonElement logged = JsonDocument.Parse(line).RootElement;
        Assert.Equal((3101, "wrong-password-here"), (logged.GetProperty("id").GetInt32(), logged.GetProperty("kind").GetString()));

        // 3. The program got the event, its number, and no secret: neither in it nor in the variables that Locket was given.
        string told = await File.ReadAllTextAsync(_harness.PathOf("alert.json"), TestContext.Current.CancellationToken);
        string variables = await File.ReadAllTextAsync(_harness.PathOf("alert.env"), TestContext.Current.CancellationToken);
        Assert.Equal(3101, JsonDocument.Parse(told).RootElement.GetProperty("id").GetInt32());
        Assert.Contains("LOCKET_EVENT_ID=3101\n", variables, StringComparison.Ordinal);
        Assert.DoesNotContain("noise", error, StringComparison.Ordinal);
        string code = new Uri(invitation).AbsolutePath.Trim('/');
        foreach (string secret in (string[])[Password, "a wrong one", Talker.Token, code, "nobody's business"])
        {
            Assert.DoesNotContain(secret, told + variables + counters + logged, StringComparison.Ordinal);
        }

        Assert.Contains("locket_relay_connections 0\n", await WaitForCountersAsync("locket_relay_connections 0"), StringComparison.Ordinal);
    }

    public void Dispose() => _harness.Dispose();

    private async Task<string> WaitForCountersAsync(params string[] lines)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        while (true)
        {
            string text = await File.ReadAllTextAsync(_harness.PathOf("chat.prom"), limit.Token);
            if (lines.All(line => text.Contains(line + "\n", StringComparison.Ordinal)))
            {
                return text;
            }

            await Task.Delay(50, limit.Token);
        }
    }
}
