using Locket.Cli.Completion;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Help;

/// <summary>The help as people see it, one file per command. Run with LOCKET_UPDATE_SNAPSHOTS=1 to write the files anew, then read the
/// difference.</summary>
public sealed class HelpSnapshotTests
{
    private const string WriteVariable = "LOCKET_UPDATE_SNAPSHOTS";

    private static readonly string Folder = Path.Join(Repository.Root, "tests", "testdata", "cli", "help");

    public static TheoryData<string> Commands
        => [.. CompletionNode.From(CommandLine.Build(CommandLineHarness.EmptyConsole())).Select(node => node.PathText)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_OfEachCommand_IsAsItWasAgreed(string command)
    {
        using CommandLineHarness harness = new();
        CommandResult result = await harness.RunAsync([.. command.Split(' ').Skip(1), "--help"]);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        string file = Path.Join(Folder, command.Replace(' ', '-') + ".txt");
        if (string.Equals(Environment.GetEnvironmentVariable(WriteVariable), "1", StringComparison.Ordinal))
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(file, result.OutputText, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), result.OutputText);
    }

    [Fact]
    public void Help_SnapshotFiles_BelongToCommands()
        => Assert.Equal(
            Commands.Select(row => row.Data.Replace(' ', '-') + ".txt").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_NoLine_IsWiderThanOneHundredColumns(string command)
    {
        using CommandLineHarness harness = new();
        CommandResult result = await harness.RunAsync([.. command.Split(' ').Skip(1), "-h"]);
        Assert.All(result.OutputText.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }
}
