using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Commands;

public sealed class EncryptCommandTests
{
    /// <summary>The least cost: these tests are about the command, not the derivation.</summary>
    private static readonly string[] Cheap = ["--kdf", "pbkdf2-sha256", "--kdf-iterations", "1"];

    [Fact]
    public async Task Encrypt_SeveralFiles_WritesEachBesideItsInputAndSaysNothing()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Write("a.txt", "alpha");
        harness.Write("sub/b c.txt", "beta");
        CommandResult result = await harness.RunAsync("encrypt", "-k", "k.key", "a.txt", "sub/b c.txt");
        Assert.Equal((0, string.Empty, string.Empty), (result.ExitCode, result.OutputText, result.Error));
        Assert.Equal(["a.txt", "a.txt.locket", "k.key", "sub/", "sub/b c.txt", "sub/b c.txt.locket"], harness.Tree());
    }

    [Fact]
    public async Task Encrypt_OneOfSeveralIsMissing_DoesTheOthersAndExitsWithItsCode()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Write("a.txt", "alpha");
        CommandResult result = await harness.RunAsync("encrypt", "-k", "k.key", "missing", "a.txt");
        Assert.Equal((8, "locket: missing: there is no such file or folder\nhint: check the name\n"), (result.ExitCode, result.Error));
        Assert.True(harness.Exists("a.txt.locket"));
    }

    [Fact]
    public async Task Encrypt_WithoutAnyOption_AsksTwice()
    {
        using CommandLineHarness harness = new();
        harness.Write("a.txt", "alpha");
        harness.Answers.AddRange(["correct horse battery staple", "correct horse battery staple"]);
        CommandResult result = await harness.RunAsync(["encrypt", .. Cheap, "a.txt"]);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Equal(["new password: ", "the same again: "], harness.Questions);
    }

    [Fact]
    public async Task Encrypt_TypedPasswordsDiffer_AsksAgainThreeTimesAtMost()
    {
        using CommandLineHarness harness = new();
        harness.Write("a.txt", "alpha");
        harness.Answers.AddRange(["one", "two", "", "three", "four"]);
        CommandResult result = await harness.RunAsync(["encrypt", .. Cheap, "a.txt"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(5, harness.Questions.Count);
        Assert.False(harness.Exists("a.txt.locket"));
    }

    [Fact]
    public async Task Encrypt_WeakTypedPassword_RemarksGentlyAndWithoutIt()
    {
        using CommandLineHarness harness = new();
        harness.Write("a.txt", "alpha");
        harness.Answers.AddRange(["monkey", "monkey"]);
        CommandResult result = await harness.RunAsync(["encrypt", .. Cheap, "a.txt"]);
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("locket: this password is very weak: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("monkey", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encrypt_NoTerminal_NamesTheOtherWays()
    {
        using CommandLineHarness harness = new();
        harness.Write("a.txt", "alpha");
        CommandResult result = await harness.RunAsync("encrypt", "a.txt");
        Assert.Equal(2, result.ExitCode);
        Assert.All(["--password-env", "--password-file", "--password-fd", "--password-stdin"], way
            => Assert.Contains(way, result.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Encrypt_FolderWithoutAWay_NamesBothWays()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Write("letters/a.txt", "alpha");
        CommandResult result = await harness.RunAsync("encrypt", "-k", "k.key", "letters");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--recursive", result.Error, StringComparison.Ordinal);
        Assert.Contains("--archive", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encrypt_Recursive_SkipsWhatIsEncryptedAndFollowsNoLinks()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Write("letters/a.txt", "alpha");
        harness.Write("letters/deep/b.txt", "beta");
        harness.Write("letters/old.locket", "whatever");
        harness.Write("outside/secret.txt", "gamma");
        File.CreateSymbolicLink(harness.PathOf("letters/link.txt"), harness.PathOf("outside/secret.txt"));
        Directory.CreateSymbolicLink(harness.PathOf("letters/linked"), harness.PathOf("outside"));
        CommandResult result = await harness.RunAsync("encrypt", "-k", "k.key", "-r", "letters", "-o", "backup/");
        Assert.Equal((0, "locket: letters/old.locket: skipped, it is encrypted already\n"), (result.ExitCode, result.Error));
        Assert.Equal(
            ["backup/", "backup/letters/", "backup/letters/a.txt.locket", "backup/letters/deep/", "backup/letters/deep/b.txt.locket"],
            [.. harness.Tree().Where(path => path.StartsWith("backup", StringComparison.Ordinal))]);
    }

    [Fact]
    public async Task Encrypt_TwoInputsWithOneOutput_RefusesBeforeWriting()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Write("x/a.txt", "alpha");
        harness.Write("y/a.txt", "beta");
        CommandResult result = await harness.RunAsync("encrypt", "-k", "k.key", "--force", "x/a.txt", "y/a.txt", "-o", "out/");
        Assert.Equal(2, result.ExitCode);
        Assert.False(harness.Exists("out"));
    }

    [Fact]
    public async Task Encrypt_OutputExists_KeepsItUnlessForced()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Write("a.txt", "alpha");
        harness.Write("a.txt.locket", "precious");
        CommandResult refused = await harness.RunAsync("encrypt", "-k", "k.key", "a.txt");
        Assert.Equal(7, refused.ExitCode);
        Assert.Equal("precious"u8.ToArray(), harness.Read("a.txt.locket"));
        Assert.Equal(0, (await harness.RunAsync("encrypt", "-k", "k.key", "--force", "a.txt")).ExitCode);
        Assert.True(harness.Read("a.txt.locket").AsSpan().StartsWith("locket/v1 256\n"u8));
    }

    [Fact]
    public async Task Encrypt_BinaryToATerminal_IsRefusedButArmorIsNot()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.IsOutputTerminal = true;
        harness.Input = "alpha"u8.ToArray();
        Assert.Equal(2, (await harness.RunAsync("encrypt", "-k", "k.key")).ExitCode);
        CommandResult armored = await harness.RunAsync("encrypt", "-k", "k.key", "--armor");
        Assert.Equal(0, armored.ExitCode);
        Assert.StartsWith("-----BEGIN LOCKET FILE-----\n", armored.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encrypt_PasswordAndDataFromStandardInput_Contradict()
    {
        using CommandLineHarness harness = new();
        harness.Input = "alpha"u8.ToArray();
        CommandResult result = await harness.RunAsync("encrypt", "--password-stdin");
        Assert.Equal((2, 0), (result.ExitCode, result.Output.Length));
    }

    [Theory]
    [InlineData("--kdf-memory", "65536")]
    [InlineData("--kdf-memory", "2GiB")]
    [InlineData("--kdf-memory", "1KiB")]
    [InlineData("--kdf-passes", "0")]
    [InlineData("--kdf-passes", "100")]
    [InlineData("--kdf-iterations", "600000")]
    [InlineData("--kdf", "scrypt")]
    [InlineData("--jobs", "0")]
    public async Task Encrypt_CostThatCannotBe_IsAUsageErrorBeforeAnything(string option, string value)
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Write("a.txt", "alpha");
        CommandResult result = await harness.RunAsync("encrypt", "-k", "k.key", option, value, "a.txt");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("\nhint: ", result.Error, StringComparison.Ordinal);
        Assert.False(harness.Exists("a.txt.locket"));
    }

    [Fact]
    public async Task Encrypt_PasswordAndKeyTogether_EachOpensTheFile()
    {
        using CommandLineHarness harness = await WithKeyAsync();
        harness.Environment["PW"] = "one of two";
        harness.Write("a.txt", "alpha");
        Assert.Equal(0, (await harness.RunAsync(["encrypt", .. Cheap, "-k", "k.key", "--password-env", "PW", "a.txt"])).ExitCode);
        foreach (string[] credential in (string[][])[["-k", "k.key"], ["--password-env", "PW"]])
        {
            CommandResult opened = await harness.RunAsync(["decrypt", .. credential, "a.txt.locket", "-o", "-"]);
            Assert.Equal((0, "alpha"), (opened.ExitCode, opened.OutputText));
        }
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Encrypt_Batch_SharesSaltsUnlessUnlinkable(bool unlinkable, int salts)
    {
        using CommandLineHarness harness = new();
        harness.Environment["PW"] = "batch";
        harness.Write("a", "alpha");
        harness.Write("b", "beta");
        Assert.Equal(0, (await harness.RunAsync(
            ["encrypt", .. Cheap, .. unlinkable ? (string[])["--unlinkable"] : [], "--password-env", "PW", "a", "b"])).ExitCode);
        string?[] found = [LocketFile.Inspect(harness.PathOf("a.locket")).Slots[0].KdfSalt,
            LocketFile.Inspect(harness.PathOf("b.locket")).Slots[0].KdfSalt];
        Assert.Equal(salts, found.Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task<CommandLineHarness> WithKeyAsync()
    {
        CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "k.key")).ExitCode);
        return harness;
    }
}
