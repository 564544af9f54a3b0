using System.Text.Json;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Commands;

public sealed class InspectCommandTests
{
    [Fact]
    public async Task Inspect_WithoutOptions_ExplainsAndAsksNothing()
    {
        using CommandLineHarness harness = await WithFileAsync();
        harness.Answers.Add("never typed");
        CommandResult result = await harness.RunAsync("inspect", "a.txt.locket");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Empty(harness.Questions);
        Assert.Contains("AES-128-GCM", result.OutputText, StringComparison.Ordinal);
        Assert.Contains("PBKDF2-SHA-256: each guess costs 7 iterations", result.OutputText, StringComparison.Ordinal);
        Assert.Contains("a slot proves who may read, not who wrote", result.OutputText, StringComparison.Ordinal);
        Assert.DoesNotContain("a.txt\n", result.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_JsonOfSeveralFiles_IsOneObjectPerLineAlsoForFailures()
    {
        using CommandLineHarness harness = await WithFileAsync();
        CommandResult result = await harness.RunAsync("inspect", "--json", "a.txt.locket", "missing");
        Assert.Equal(8, result.ExitCode);
        string[] lines = result.OutputText.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        using JsonDocument file = JsonDocument.Parse(lines[0]);
        Assert.Equal("aes-128-gcm", file.RootElement.GetProperty("cipher").GetString());
        Assert.True(file.RootElement.GetProperty("padded").GetBoolean());
        Assert.Equal(7, file.RootElement.GetProperty("slots")[0].GetProperty("iterations").GetInt32());
        Assert.Equal(JsonValueKind.Null, file.RootElement.GetProperty("opened").ValueKind);
        using JsonDocument failure = JsonDocument.Parse(lines[1]);
        Assert.Equal("input-unreadable", failure.RootElement.GetProperty("error").GetString());
        Assert.Equal(8, failure.RootElement.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public async Task Inspect_WithThePassword_TellsNameAndTrueLength()
    {
        using CommandLineHarness harness = await WithFileAsync();
        CommandResult result = await harness.RunAsync("inspect", "--json", "--password-env", "PW", "a.txt.locket");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        using JsonDocument file = JsonDocument.Parse(result.OutputText);
        JsonElement opened = file.RootElement.GetProperty("opened");
        Assert.Equal("a.txt", opened.GetProperty("name").GetString());
        Assert.Equal(5, opened.GetProperty("contentLengthInBytes").GetInt64());
        Assert.Equal(0, opened.GetProperty("slot").GetInt32());
    }

    [Fact]
    public async Task Inspect_CutFile_SaysSo()
    {
        using CommandLineHarness harness = await WithFileAsync();
        harness.Write("cut.locket", harness.Read("a.txt.locket").AsSpan()[..^20]);
        CommandResult result = await harness.RunAsync("inspect", "cut.locket");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("TRUNCATED", result.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Documentation_JsonFields_AreAllDescribed()
    {
        using CommandLineHarness harness = await WithFileAsync();
        CommandResult result = await harness.RunAsync("inspect", "--json", "--password-env", "PW", "a.txt.locket");
        using JsonDocument file = JsonDocument.Parse(result.OutputText);
        string document = await File.ReadAllTextAsync(Path.Join(Repository.Root, "docs", "cli.md"), TestContext.Current.CancellationToken);
        Assert.All(Names(file.RootElement), name => Assert.Contains($"`{name}`", document, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Names(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    private static async Task<CommandLineHarness> WithFileAsync()
    {
        CommandLineHarness harness = new();
        harness.Environment["PW"] = "inspected";
        harness.Write("a.txt", "alpha");
        CommandResult result = await harness.RunAsync(
            "encrypt", "--aes128", "--pad", "--kdf", "pbkdf2-sha256", "--kdf-iterations", "7", "--password-env", "PW", "a.txt");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        return harness;
    }
}
