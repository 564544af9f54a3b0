using Xunit;

namespace Locket.Cli.Tests.Harness;

public sealed class CommandLineHarnessTests
{
    [Fact]
    public async Task RunAsync_Version_PrintsTheVersionAndNothingElse()
    {
        using CommandLineHarness harness = new();
        CommandResult result = await harness.RunAsync("--version", "--quiet");
        Assert.Equal((0, $"locket {ProductVersion.Number}\n", string.Empty), (result.ExitCode, result.OutputText, result.Error));
    }

    [Fact]
    public async Task RunAsync_MissingInput_SaysWhatHappenedToWhichFileAndWhatToDo()
    {
        using CommandLineHarness harness = new();
        CommandResult result = await harness.RunAsync("encrypt", "no\nsuch");
        Assert.Equal(
            (8, string.Empty, "locket: no\\u{a}such: there is no such file or folder\nhint: check the name\n"),
            (result.ExitCode, result.OutputText, result.Error));
    }
}
