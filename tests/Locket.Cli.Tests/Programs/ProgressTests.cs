using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>A bar for whoever watches long work; nothing for others.</summary>
public sealed class ProgressTests
{
    /// <summary>What colors, and nothing else, begins with.</summary>
    private const string Color = @"\e\[[0-9;]*(3[0-9]|9[0-7]|38;[0-9;]*)m";

    private static readonly Dictionary<string, string> NoColor = new(StringComparer.Ordinal) { ["NO_COLOR"] = "1" };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Encrypt_LongWorkOnTerminal_ShowsProgress(bool noColor)
    {
        using CommandLineHarness harness = await WithKeyAsync();
        using PseudoTerminal terminal = await PseudoTerminal.StartAsync(
            harness.Folder, "exec \"$LOCKET\" encrypt -k my.key -o out", isInputPiped: true, noColor ? NoColor : null);
        await terminal.Input.WriteAsync(new byte[3 * LargeFile.MiB], TestContext.Current.CancellationToken);
        await terminal.Input.FlushAsync(TestContext.Current.CancellationToken);

        // The input stays open: work that takes as long as the display likes.
        await terminal.WaitForAsync("MiB");
        terminal.Input.Close();
        Assert.Equal(0, await terminal.EndAsync());
        if (noColor)
        {
            Assert.DoesNotMatch(Color, terminal.Screen);
        }
        else
        {
            Assert.Matches(Color, terminal.Screen);
        }

        Assert.EndsWith("standard input -> out\r\n", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encrypt_LargeFileOnTerminal_ShowsPercentAndTheRest()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        LargeFile.Make(harness, "film", 4096 * LargeFile.MiB);
        using PseudoTerminal terminal = await PseudoTerminal.StartAsync(
            harness.Folder, "exec \"$LOCKET\" encrypt --jobs 1 -k my.key film -o /dev/null");
        await terminal.WaitForAsync("film");
        await terminal.WaitForAsync("%");
        await terminal.WaitForAsync("/s");
        await terminal.WaitForAsync("0:00:");
        terminal.Type("\u0003");
        Assert.Equal(130, await terminal.EndAsync());
    }

    [Theory]
    [InlineData("--quiet")]
    [InlineData("--no-progress")]
    public async Task Encrypt_ProgressNotWanted_ShowsNone(string option)
    {
        using CommandLineHarness harness = await WithKeyAsync();
        LargeFile.Make(harness, "film", 2048 * LargeFile.MiB);
        using PseudoTerminal terminal = await PseudoTerminal.StartAsync(
            harness.Folder, $"exec \"$LOCKET\" encrypt {option} --jobs 1 -k my.key film -o /dev/null");
        Assert.Equal(0, await terminal.EndAsync());
        Assert.Equal(option is "--quiet" ? string.Empty : "film -> /dev/null\r\n", terminal.Screen);
    }

    [Fact]
    public async Task Encrypt_LongWorkWithoutTerminal_IsSilent()
    {
        Machine.Require("linux");
        using CommandLineHarness harness = await WithKeyAsync();
        LargeFile.Make(harness, "film", 2048 * LargeFile.MiB);
        using RunningProgram program = await RunningProgram.StartAsync(
            harness.Folder, "encrypt", "--jobs", "1", "-k", "my.key", "film", "-o", "/dev/null");
        Assert.Equal((0, string.Empty, string.Empty), await program.EndAsync());
    }

    private static async Task<CommandLineHarness> WithKeyAsync()
    {
        CommandLineHarness harness = new();
        await harness.RunAsync("key", "new", "-o", "my.key");
        return harness;
    }
}
