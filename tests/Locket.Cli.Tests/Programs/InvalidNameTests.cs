using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>
/// Names on Linux are bytes, names in .NET are text: bytes that are no UTF-8 arrive as U+FFFD, and no file of that name is found. Such
/// files cannot be named here; they are never confused with others, and a rename helps.
/// </summary>
public sealed class InvalidNameTests
{
    private const string Hint = "hint: check the name; a name with bytes that are not UTF-8 cannot be used here, so rename it\n";

    [Fact]
    public async Task Encrypt_NameIsNotUtf8_SaysThatThereIsNoSuchFile()
    {
        CommandResult result = await RunAsync("exec \"$LOCKET\" encrypt -k my.key \"$bad\"");
        Assert.Equal(
            (8, "locket: bad\\u{fffd}name: there is no such file or folder\n" + Hint), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task EncryptRecursive_OneNameIsNotUtf8_SaysSoAndEncryptsTheOthers()
    {
        CommandResult result = await RunAsync("""
            mkdir d; mv "$bad" d; printf 1 > d/good
            "$LOCKET" encrypt -r -k my.key d; code=$?
            ls d | wc -l; test -f d/good.locket || exit 99; exit $code
            """);
        Assert.Equal((8, "3\n"), (result.ExitCode, result.OutputText.Replace(" ", string.Empty, StringComparison.Ordinal)));
        Assert.Equal("locket: d/bad\\u{fffd}name: there is no such file\n" + Hint, result.Error);
    }

    [Fact]
    public async Task Encrypt_NameThatReallyHoldsTheReplacementCharacter_IsAnotherFile()
    {
        CommandResult result = await RunAsync("""
            other=$(printf 'bad\357\277\275name'); printf other > "$other"
            "$LOCKET" encrypt -k my.key "$other" && "$LOCKET" decrypt -k my.key "$other.locket" -o -
            """);
        Assert.Equal((0, "other", string.Empty), (result.ExitCode, result.OutputText, result.Error));
    }

    private static async Task<CommandResult> RunAsync(string script)
    {
        Machine.Require("linux");
        using CommandLineHarness harness = new();
        await harness.RunAsync("key", "new", "-o", "my.key");
        PublishedProgram program = await PublishedProgram.GetAsync();
        try
        {
            return await program.RunInShellAsync($"bad=$(printf 'bad\\377name'); printf 1 > \"$bad\"; {script}", [], harness.Folder);
        }
        finally
        {
            // The harness, which is .NET too, could not remove them.
            await program.RunInShellAsync("rm -rf -- bad* d", [], harness.Folder);
        }
    }
}
