using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Commands;

public sealed class DecryptCommandTests
{
    private static readonly string[] Cheap = ["--kdf", "pbkdf2-sha256", "--kdf-iterations", "1"];

    [Fact]
    public async Task Decrypt_RenamedFile_GivesNameAndTimeBack()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        string path = harness.Write("report.pdf", "content");
        DateTime time = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal(0, (await harness.RunAsync("encrypt", "-k", "k.key", "report.pdf", "-o", "x.locket")).ExitCode);
        File.Delete(path);
        CommandResult result = await harness.RunAsync("decrypt", "-k", "k.key", "x.locket");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Equal("content"u8.ToArray(), harness.Read("report.pdf"));
        Assert.Equal(time, File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public async Task Decrypt_NoSealedName_TakesTheNameWithoutTheExtension()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Write("a.txt", "content");
        Assert.Equal(0, (await harness.RunAsync("encrypt", "-k", "k.key", "--no-name", "a.txt", "-o", "b.txt.locket")).ExitCode);
        Assert.Equal(0, (await harness.RunAsync("decrypt", "-k", "k.key", "b.txt.locket")).ExitCode);
        Assert.Equal("content"u8.ToArray(), harness.Read("b.txt"));
    }

    [Fact]
    public async Task Decrypt_HostileSealedName_StaysInTheFolder()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Write("sub/a.txt", "content");
        Assert.Equal(0, (await harness.RunAsync("encrypt", "-k", "k.key", "--name", "x/../../evil\u202e.txt", "sub/a.txt")).ExitCode);
        File.Delete(harness.PathOf("sub/a.txt"));
        Assert.Equal(0, (await harness.RunAsync("decrypt", "-k", "k.key", "sub/a.txt.locket")).ExitCode);
        string[] added = [.. harness.Tree().Where(path => path.Contains("evil", StringComparison.Ordinal))];
        Assert.Single(added);
        Assert.StartsWith("sub/", added[0], StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', added[0]);
    }

    [Fact]
    public async Task Decrypt_NotALocketFile_FailsBeforeAnybodyIsAsked()
    {
        using CommandLineHarness harness = new();
        harness.Answers.Add("never typed");
        harness.Write("a.txt.locket", "no such thing");
        CommandResult result = await harness.RunAsync("decrypt", "a.txt.locket");
        Assert.Equal(4, result.ExitCode);
        Assert.Empty(harness.Questions);
        Assert.Contains("a.txt.locket: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("\nhint: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decrypt_KeySuffices_NobodyIsAsked()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Environment["PW"] = "also";
        harness.Write("a", "content");
        Assert.Equal(0, (await harness.RunAsync(["encrypt", .. Cheap, "-k", "k.key", "--password-env", "PW", "a"])).ExitCode);
        harness.Answers.Add("never typed");
        Assert.Equal(0, (await harness.RunAsync("decrypt", "-k", "k.key", "--force", "a.locket")).ExitCode);
        Assert.Empty(harness.Questions);
    }

    [Fact]
    public async Task Decrypt_Batch_AsksOnceAndForgivesTwoMistakes()
    {
        using CommandLineHarness harness = new();
        harness.Environment["PW"] = "right";
        harness.Write("a", "alpha");
        harness.Write("b", "beta");
        Assert.Equal(0, (await harness.RunAsync(["encrypt", .. Cheap, "--password-env", "PW", "a", "b"])).ExitCode);
        harness.Answers.AddRange(["wrong", "wrong too", "right"]);
        CommandResult result = await harness.RunAsync("decrypt", "a.locket", "b.locket", "-o", "out/");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, harness.Questions.Count);
        Assert.Equal("beta"u8.ToArray(), harness.Read("out/b"));
    }

    [Fact]
    public async Task Decrypt_ThreeWrongPasswords_GivesUpWithItsCode()
    {
        using CommandLineHarness harness = new();
        harness.Environment["PW"] = "right";
        harness.Write("a", "alpha");
        Assert.Equal(0, (await harness.RunAsync(["encrypt", .. Cheap, "--password-env", "PW", "a"])).ExitCode);
        harness.Answers.AddRange(["1", "2", "3", "right"]);
        Assert.Equal(3, (await harness.RunAsync("decrypt", "--force", "a.locket")).ExitCode);
        Assert.Equal(3, harness.Questions.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Decrypt_Pipe_GoesThrough(bool armor)
    {
        using CommandLineHarness harness = await WithKeyAsync();
        byte[] content = new byte[200_000];
        new Random(1).NextBytes(content);
        harness.Input = content;
        CommandResult encrypted = await harness.RunAsync(["encrypt", "-k", "k.key", .. armor ? (string[])["--armor"] : []]);
        harness.Input = encrypted.Output;
        CommandResult decrypted = await harness.RunAsync("decrypt", "-k", "k.key", "-");
        Assert.Equal((0, string.Empty), (decrypted.ExitCode, decrypted.Error));
        Assert.Equal(content, decrypted.Output);
    }

    [Fact]
    public async Task Decrypt_PipeWithTypedPassword_RetriesOnTheSameBytes()
    {
        using CommandLineHarness harness = new();
        harness.Environment["PW"] = "right";
        harness.Input = "alpha"u8.ToArray();
        harness.Input = (await harness.RunAsync(["encrypt", .. Cheap, "--password-env", "PW"])).Output;
        harness.Answers.AddRange(["wrong", "right"]);
        CommandResult decrypted = await harness.RunAsync("decrypt");
        Assert.Equal((0, "alpha"), (decrypted.ExitCode, decrypted.OutputText));
    }

    [Fact]
    public async Task Decrypt_DamagedFile_LeavesNothingAndHintsAtSalvage()
    {
        using CommandLineHarness harness = await WithDamageAsync();
        CommandResult result = await harness.RunAsync("decrypt", "-k", "k.key", "a.locket", "-o", "out");
        Assert.Equal(5, result.ExitCode);
        Assert.Contains("--salvage", result.Error, StringComparison.Ordinal);
        Assert.Equal(["a.locket", "k.key"], harness.Tree());
    }

    [Fact]
    public async Task Decrypt_Salvage_SavesTheRestAndNamesTheHole()
    {
        using CommandLineHarness harness = await WithDamageAsync();
        CommandResult result = await harness.RunAsync("decrypt", "-k", "k.key", "--salvage", "a.locket", "-o", "out");
        Assert.Equal(9, result.ExitCode);
        Assert.Contains("hole: bytes 32768-49151 (16 KiB) are missing", result.Error, StringComparison.Ordinal);
        byte[] saved = harness.Read("out");
        Assert.Equal(100_000, saved.Length);
        Assert.All(saved[..32_768], value => Assert.Equal(7, value));
        Assert.All(saved[32_768..49_152], value => Assert.Equal(0, value));
        Assert.All(saved[49_152..], value => Assert.Equal(7, value));
    }

    [Fact]
    public async Task Decrypt_ControlCharactersToATerminal_IsRefused()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Input = "\u001b[2J"u8.ToArray();
        harness.Input = (await harness.RunAsync("encrypt", "-k", "k.key")).Output;
        harness.IsOutputTerminal = true;
        CommandResult result = await harness.RunAsync("decrypt", "-k", "k.key");
        Assert.Equal((2, 0), (result.ExitCode, result.Output.Length));
    }

    [Fact]
    public async Task Decrypt_Recursive_MirrorsTheTree()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Write("in/a", "alpha");
        harness.Write("in/deep/b", "beta");
        Assert.Equal(0, (await harness.RunAsync("encrypt", "-k", "k.key", "-r", "in")).ExitCode);
        Assert.Equal(0, (await harness.RunAsync("decrypt", "-k", "k.key", "-r", "in", "-o", "out/")).ExitCode);
        Assert.Equal("beta"u8.ToArray(), harness.Read("out/in/deep/b"));
    }

    private static async Task<CommandLineHarness> WithKeyAsync()
    {
        CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "k.key")).ExitCode);
        return harness;
    }

    /// <summary>A file of 100,000 sevens whose third chunk has a flipped bit.</summary>
    private static async Task<CommandLineHarness> WithDamageAsync()
    {
        CommandLineHarness harness = await WithKeyAsync();
        byte[] content = new byte[100_000];
        content.AsSpan().Fill(7);
        harness.Write("a", content);
        Assert.Equal(0, (await harness.RunAsync("encrypt", "-k", "k.key", "a")).ExitCode);
        File.Delete(harness.PathOf("a"));
        byte[] file = harness.Read("a.locket");
        file[LocketFile.Inspect(harness.PathOf("a.locket")).HeaderLengthInBytes + 56 + (2 * 16_400) + 5] ^= 1;
        harness.Write("a.locket", file);
        return harness;
    }
}
