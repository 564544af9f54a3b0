using Locket.Cli.Tests.Harness;
using Locket.Pictures;
using Xunit;

namespace Locket.Cli.Tests.Pictures;

public sealed class RedactCommandTests
{
    private const int Killed = 128 + 9;

    [Fact]
    public async Task RedactAndReveal_KilledAgainAndAgain_LeaveAWholePictureOrNone()
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "my.key")).ExitCode);
        Raster picture = new(1400, 1000);
        Random random = new(20261121);
        random.NextBytes(picture.Pixels);
        byte[] original = PngFile.Write(picture);
        harness.Write("a.png", original);
        string[] redact = ["picture", "redact", "-f", "-k", "my.key", "--area", "10,10,50,50", "-o", "redacted.png", "a.png"];
        string[] reveal = ["picture", "reveal", "-f", "-k", "my.key", "-o", "back.png", "redacted.png"];

        await KillAsync(harness, random, redact, 24 << 20, async () =>
        {
            if (harness.Exists("redacted.png"))
            {
                Assert.Equal(0, (await harness.RunAsync("picture", "reveal", "-f", "-k", "my.key", "-o", "check.png", "redacted.png")).ExitCode);
                Assert.Equal(original, harness.Read("check.png"));
            }
        });
        await KillAsync(harness, random, reveal, original.Length, () =>
        {
            Assert.True(!harness.Exists("back.png") || harness.Read("back.png").AsSpan().SequenceEqual(original));
            return Task.CompletedTask;
        });
        Assert.Equal(original, harness.Read("back.png"));
        Assert.Equal(original, harness.Read("a.png"));
        string[] known = ["a.png", "back.png", "check.png", "my.key", "redacted.png"];
        Assert.All(harness.Tree(), name => Assert.True(known.Contains(name, StringComparer.Ordinal) || name.EndsWith(".partial", StringComparison.Ordinal), name));
    }

    /// <summary>Kills the program at places among what it writes, to its child too, and lets it come to its end at last.</summary>
    private static async Task KillAsync(CommandLineHarness harness, Random random, string[] command, long mostWritten, Func<Task> check)
    {
        int killed = 0;
        for (int i = 0; i < 6; i++)
        {
            using RunningProgram program = await RunningProgram.StartAsync(harness.Folder, command);
            program.WaitUntilWritten(random.NextInt64(1, mostWritten));
            program.Kill();
            (int exitCode, _, _) = await program.EndAsync();
            killed += exitCode == Killed ? 1 : 0;
            await check();
        }

        Assert.True(killed >= 3, "hardly any run was killed");
        CommandResult last = await (await PublishedProgram.GetAsync()).RunAsync(command, harness.Folder);
        Assert.Equal((0, string.Empty), (last.ExitCode, last.Error));
        await check();
    }
}
