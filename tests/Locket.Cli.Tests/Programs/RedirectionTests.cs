using System.Text;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Programs;

/// <summary>Files that the shell hands over as standard input or output, without their names.</summary>
public sealed class RedirectionTests : IDisposable
{
    private const int OutputExists = 7;

    private readonly CommandLineHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Theory]
    [InlineData("encrypt -k my.key -o - note >> note", "note")]
    [InlineData("encrypt -k my.key --force -o note < note", "note")]
    [InlineData("decrypt -k my.key --force -o note.locket < note.locket", "note.locket")]
    public async Task Output_IsTheRedirectedInput_IsRefusedAndStays(string line, string file)
    {
        PublishedProgram program = await PrepareAsync();
        byte[] before = _harness.Read(file);
        CommandResult result = await program.RunInShellAsync("\"$LOCKET\" " + line, [], _harness.Folder);
        Assert.Equal(OutputExists, result.ExitCode);
        Assert.Equal(before, _harness.Read(file));
    }

    [Fact]
    public async Task Input_RedirectedFile_IsReadFromWhereItStands()
    {
        PublishedProgram program = await PrepareAsync();
        CommandResult result = await program.RunInShellAsync(
            "{ head -c 0; \"$LOCKET\" decrypt -k my.key; } < note.locket; \"$LOCKET\" view -k my.key --range 0-3 - < note.locket", [], _harness.Folder);
        Assert.Equal((0, string.Empty, "a note\na no"), (result.ExitCode, result.Error, Encoding.UTF8.GetString(result.Output)));
    }

    [Fact]
    public async Task Encrypt_RedirectedInputOverAnExistingFile_ReplacesIt()
    {
        PublishedProgram program = await PrepareAsync();
        _harness.Write("old", "something else\n");
        CommandResult result = await program.RunInShellAsync(
            "\"$LOCKET\" encrypt -k my.key --force -o old < note && \"$LOCKET\" decrypt -k my.key -o - old", [], _harness.Folder);
        Assert.Equal((0, "a note\n"), (result.ExitCode, Encoding.UTF8.GetString(result.Output)));
    }

    [Theory]
    [InlineData("decrypt -k my.key - <&-", 8, "locket: standard input: it was closed before locket started\n")]
    [InlineData("encrypt -k my.key -o new <&-", 8, "locket: standard input: it was closed before locket started\n")]
    [InlineData("encrypt --password-stdin note <&-", 8, "locket: standard input: it was closed before locket started\n")]
    [InlineData("decrypt -k my.key -o - note.locket >&-", 1, "locket: standard output: it was closed before locket started\n")]
    [InlineData("decrypt -k my.key none 2>&-", 8, "")]
    public async Task Streams_ClosedByTheShell_AreMissedAtOnce(string line, int exitCode, string error)
    {
        PublishedProgram program = await PrepareAsync();
        CommandResult result = await program.RunInShellAsync("timeout 300 \"$LOCKET\" " + line, [], _harness.Folder);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith(error, result.Error, StringComparison.Ordinal);
        Assert.Equal(["my.key", "note", "note.locket"], _harness.Tree());
    }

    private async Task<PublishedProgram> PrepareAsync()
    {
        Machine.Require("linux");
        await _harness.RunAsync("key", "new", "-o", "my.key");
        _harness.Write("note", "a note\n");
        await _harness.RunAsync("encrypt", "-k", "my.key", "note");
        return await PublishedProgram.GetAsync();
    }
}
