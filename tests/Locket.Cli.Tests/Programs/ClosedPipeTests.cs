using System.Text;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>Whoever reads the output stops reading, as <c>head</c> does.</summary>
public sealed class ClosedPipeTests
{
    private const string PipeClosed = "141\n";

    [Theory]
    [InlineData("decrypt -k my.key film.locket -o -")]
    [InlineData("decrypt -k my.key < film.locket")]
    [InlineData("encrypt -k my.key film -o -")]
    [InlineData("encrypt -k my.key --armor < film")]
    [InlineData("view -k my.key film.locket")]
    [InlineData("view -k my.key --range 1MiB- film.locket")]
    public async Task Command_ReaderGoesAway_EndsQuietly(string line)
    {
        Machine.Require("unix");
        using CommandLineHarness harness = new();
        await harness.RunAsync("key", "new", "-o", "my.key");
        LargeFile.Make(harness, "film", 16 * LargeFile.MiB);
        await harness.RunAsync("encrypt", "-k", "my.key", "film");
        PublishedProgram program = await PublishedProgram.GetAsync();
        CommandResult result = await program.RunInShellAsync(
            $"{{ \"$LOCKET\" {line}; echo $? > code; }} | head -c 10 > begin", [], harness.Folder);
        Assert.Equal((0, string.Empty, PipeClosed), (result.ExitCode, result.Error, Encoding.UTF8.GetString(harness.Read("code"))));
        Assert.Equal(10, harness.Read("begin").Length);
    }

    [Fact]
    public async Task Output_SharedFile_IsAppendedInTurn()
    {
        Machine.Require("unix");
        using CommandLineHarness harness = new();
        await harness.RunAsync("key", "new", "-o", "my.key");
        harness.Write("a", "one\n");
        await harness.RunAsync("encrypt", "-k", "my.key", "a");
        PublishedProgram program = await PublishedProgram.GetAsync();
        await program.RunInShellAsync(
            "{ echo begin; \"$LOCKET\" decrypt -k my.key a.locket -o -; \"$LOCKET\" decrypt -k my.key a.locket -o -; echo end; } > all",
            [],
            harness.Folder);
        Assert.Equal("begin\none\none\nend\n", Encoding.UTF8.GetString(harness.Read("all")));
    }
}
