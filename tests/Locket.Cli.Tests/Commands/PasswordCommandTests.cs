using System.Text.Json;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Commands;

public sealed class PasswordCommandTests
{
    [Fact]
    public async Task Password_Default_IsStrongByItsOwnRating()
    {
        using CommandLineHarness harness = new();
        string password = (await harness.RunAsync("password")).OutputText;
        harness.Input = System.Text.Encoding.UTF8.GetBytes(password);
        using JsonDocument rating = JsonDocument.Parse(
            (await harness.RunAsync("password", "--rate", "--password-stdin", "--json")).OutputText);
        Assert.Equal(4, rating.RootElement.GetProperty("score").GetInt32());
        Assert.Equal(0, rating.RootElement.GetProperty("advice").GetArrayLength());
    }

    [Theory]
    [InlineData("password", 0)]
    [InlineData("qwertyuiop", 0)]
    [InlineData("purple elephant ladder tumbling 83", 4)]
    public async Task Rate_KnownPasswords_AreToldApart(string password, int score)
    {
        using CommandLineHarness harness = new();
        harness.Environment["PW"] = password;
        CommandResult result = await harness.RunAsync("password", "--rate", "--password-env", "PW", "--json");
        using JsonDocument rating = JsonDocument.Parse(result.OutputText);
        Assert.Equal(score, rating.RootElement.GetProperty("score").GetInt32());
        Assert.DoesNotContain(password + " ", result.OutputText, StringComparison.Ordinal);
        Assert.Contains("an estimate", rating.RootElement.GetProperty("assumption").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rate_VeryLongPassword_IsQuick()
    {
        using CommandLineHarness harness = new();
        harness.Environment["PW"] = new string('x', 100_000);
        CommandResult result = await harness.RunAsync("password", "--rate", "--password-env", "PW");
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Key_ExistingFile_IsNeverReplaced()
    {
        using CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("key", "new", "-o", "k.key")).ExitCode);
        byte[] before = harness.Read("k.key");
        Assert.Equal(7, (await harness.RunAsync("key", "new", "-o", "k.key")).ExitCode);
        Assert.Equal(before, harness.Read("k.key"));
    }

    [Fact]
    public async Task PasswordFile_WithLineEnd_IsTheSamePasswordAsWithout()
    {
        using CommandLineHarness harness = new();
        harness.Write("pw", "s3cret phrase\r\n");
        harness.Environment["PW"] = "s3cret phrase";
        harness.Write("a", "alpha");
        Assert.Equal(0,
            (await harness.RunAsync("encrypt", "--kdf", "pbkdf2-sha256", "--kdf-iterations", "1", "--password-file", "pw", "a")).ExitCode);
        Assert.Equal("alpha", (await harness.RunAsync("decrypt", "--password-env", "PW", "a.locket", "-o", "-")).OutputText);
    }

    [Theory]
    [InlineData("--password-env", "UNSET", 2)]
    [InlineData("--password-file", "missing", 8)]
    [InlineData("--key-file", "missing", 8)]
    [InlineData("--key-file", "pw", 2)]
    [InlineData("--password-file", "empty", 2)]
    [InlineData("--password-fd", "x", 2)]
    public async Task Source_ThatGivesNothing_SaysWhichAndWhatToDo(string option, string value, int exitCode)
    {
        using CommandLineHarness harness = new();
        harness.Write("pw", "not a key");
        harness.Write("empty", "\n");
        harness.Write("a", "alpha");
        CommandResult result = await harness.RunAsync("encrypt", option, value, "a");
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(value, result.Error, StringComparison.Ordinal);
        Assert.Contains("\nhint: ", result.Error, StringComparison.Ordinal);
        Assert.False(harness.Exists("a.locket"));
    }
}
