using System.Text.Json;
using Locket.Cli.Chat.Alerts;
using Locket.Cli.Json;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Chat.Alerts;

public sealed class AlertProgramTests
{
    [Fact]
    public async Task Tell_ManyOfOneKind_AreFewRunsOneAfterTheOtherThatCountThemAll()
    {
        Machine.Require("sh");
        using CommandLineHarness harness = new();
        string program = Script(harness, $"mkdir {harness.PathOf("lock")} || echo twice >> {harness.PathOf("faults")}; "
            + $"until test -e {harness.PathOf("told")}; do sleep 0.05; done; "
            + $"echo \"$LOCKET_EVENT_ID $(cat)\" >> {harness.PathOf("events")}; rmdir {harness.PathOf("lock")}");
        List<string> complaints = [];
        await using (AlertProgram alert = new(program, TimeSpan.FromMinutes(5), complaints.Add))
        {
            for (int i = 0; i < 200; i++)
            {
                alert.Tell(Event(3105));
                alert.Tell(Event(3103));
            }

            // Only now may a program end: whatever comes while the first runs is one event of each kind.
            harness.Write("told", string.Empty);
        }

        Assert.Empty(complaints);
        Assert.False(harness.Exists("faults"));
        string[] lines = await File.ReadAllLinesAsync(harness.PathOf("events"), TestContext.Current.CancellationToken);
        Assert.InRange(lines.Length, 2, 3);
        Dictionary<string, long> counts = lines.GroupBy(line => line[..4], StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => group.Sum(line => JsonDocument.Parse(line[5..]).RootElement.GetProperty("count").GetInt64()),
            StringComparer.Ordinal);
        Assert.Equal(new Dictionary<string, long>(StringComparer.Ordinal) { ["3105"] = 200, ["3103"] = 200 }, counts);
    }

    [Fact]
    public async Task Tell_ProgramThatNeverEnds_IsEndedAndSaid()
    {
        Machine.Require("sh");
        using CommandLineHarness harness = new();
        List<string> complaints = [];
        await using (AlertProgram alert = new(Script(harness, "sleep 1000"), TimeSpan.FromMilliseconds(200), complaints.Add))
        {
            alert.Tell(Event(3105));
        }

        Assert.Equal(["the alert program took too long and was ended"], complaints);
    }

    [Fact]
    public async Task Tell_NoSuchProgram_IsSaid()
    {
        List<string> complaints = [];
        await using (AlertProgram alert = new("/nowhere/alert", TimeSpan.FromMinutes(5), complaints.Add))
        {
            alert.Tell(Event(3105));
        }

        Assert.Contains("could not run", Assert.Single(complaints), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tell_VariablesWithSecrets_AreNotHandedOn()
    {
        Machine.Require("sh");
        using CommandLineHarness harness = new();
        string variable = $"LOCKET_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(variable, "the password");
        try
        {
            await using (AlertProgram alert = new(Script(harness, $"env > {harness.PathOf("env")}"), TimeSpan.FromMinutes(5), _ => { }, [variable]))
            {
                alert.Tell(Event(3105));
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        string handed = await File.ReadAllTextAsync(harness.PathOf("env"), TestContext.Current.CancellationToken);
        Assert.Contains("LOCKET_EVENT_ID=3105", handed, StringComparison.Ordinal);
        Assert.DoesNotContain(variable, handed, StringComparison.Ordinal);
    }

    private static ChatEventJson Event(int id) => new() { Event = "security-event", Time = DateTimeOffset.UnixEpoch, Id = id, Kind = "kind" };

    private static string Script(CommandLineHarness harness, string line)
    {
        string path = harness.Write("alert", $"#!/bin/sh\n{line}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
