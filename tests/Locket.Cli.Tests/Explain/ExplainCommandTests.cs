using System.IO.Compression;
using System.Text.Json;
using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Explain;

/// <summary><c>locket explain</c>. Run with LOCKET_UPDATE_SNAPSHOTS=1 to write the snapshots anew, then read the difference.</summary>
public sealed class ExplainCommandTests
{
    private static readonly string Folder = Path.Join(Repository.Root, "tests", "testdata", "cli", "explain");

    public static TheoryData<string> Schemes => [.. Explainer.Schemes.Select(scheme => scheme.Name)];

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task Explain_EachScheme_SaysWhatWasAgreed(string scheme)
    {
        using CommandLineHarness harness = new();
        CommandResult result = await harness.RunAsync("explain", scheme);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.All(result.OutputText.Split('\n'), line => Assert.True(line.Length <= 80, line));
        string file = Path.Join(Folder, scheme + ".txt");
        if (string.Equals(Environment.GetEnvironmentVariable("LOCKET_UPDATE_SNAPSHOTS"), "1", StringComparison.Ordinal))
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(file, result.OutputText, Cancel);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, Cancel), result.OutputText);
    }

    [Fact]
    public void Explain_NamesAtTheStart_AreThoseOfTheLibrary()
    {
        Assert.Equal(string.Join(' ', Explainer.Schemes.Select(scheme => scheme.Name)), string.Join(' ', ExplainCommand.Names));
        Assert.Equal(
            string.Join(' ', Explainer.Schemes.Select(scheme => scheme.Name + ".txt").Order(StringComparer.Ordinal)),
            string.Join(' ', Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("modes")]
    [InlineData("cbc-file")]
    public async Task Explain_Json_HoldsWhatTheLibrarySays(string scheme)
    {
        using CommandLineHarness harness = new();
        CommandResult result = await harness.RunAsync("explain", scheme, "--json");
        SchemeExplanation expected = await Explainer.ExplainAsync(scheme, cancellationToken: Cancel);
        Assert.Single(result.OutputText.TrimEnd('\n').Split('\n'));
        using JsonDocument json = JsonDocument.Parse(result.OutputText);
        JsonElement root = json.RootElement;
        Assert.Equal(
            (expected.Scheme, expected.Title, expected.Summary, expected.Inputs, true),
            (root.GetProperty("scheme").GetString(), root.GetProperty("title").GetString(), root.GetProperty("summary").GetString(),
                root.GetProperty("inputs").GetString(), root.GetProperty("isExample").GetBoolean()));
        JsonElement[] steps = [.. root.GetProperty("steps").EnumerateArray()];
        Assert.Equal(expected.Steps.Count, steps.Length);
        foreach ((ExplanationStep step, JsonElement said) in expected.Steps.Zip(steps))
        {
            Assert.Equal(
                "conclusion layout part pictures rows table text title values",
                string.Join(' ', said.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)));
            Assert.Equal(step.Title, said.GetProperty("title").GetString());
            Assert.Equal(
                string.Join('\n', step.Rows.Select(row => $"{row.Label} {Convert.ToHexStringLower(row.Bytes.Span)} "
                    + $"{string.Join(',', row.Marked)}")),
                string.Join('\n', said.GetProperty("rows").EnumerateArray().Select(row => $"{row.GetProperty("label")} "
                    + $"{row.GetProperty("bytes")} "
                    + string.Join(',', row.GetProperty("marked").EnumerateArray()))));
            Assert.Equal(
                string.Join('\n', step.Values.Select(
                    value => $"{value.Name} {(value.Bytes is { } bytes ? Convert.ToHexStringLower(bytes.Span) : null)} {value.Text}")),
                string.Join('\n', said.GetProperty("values").EnumerateArray().Select(
                    value => $"{value.GetProperty("name")} {value.GetProperty("bytes")} {value.GetProperty("text")}")));
            Assert.Equal(
                step.Layout.Sum(field => field.LengthInBytes),
                said.GetProperty("layout").EnumerateArray().Sum(field => field.GetProperty("lengthInBytes").GetInt32()));
            Assert.Equal(step.Pictures.Count, said.GetProperty("pictures").GetArrayLength());
            JsonElement table = said.GetProperty("table");
            Assert.Equal(step.Table?.Rows.Count + 1, table.ValueKind == JsonValueKind.Array ? table.GetArrayLength() : null);
        }
    }

    [Fact]
    public async Task Explain_OnATerminal_IsColoredUnlessItMustNot()
    {
        using CommandLineHarness harness = new() { IsOutputTerminal = true };
        string colored = (await harness.RunAsync("explain", "modes")).OutputText;
        Assert.Contains("\e[38;2;150;95;20;48;2;150;95;20m▀", colored, StringComparison.Ordinal);
        Assert.Contains("\e[1mHOW IT WORKS\e[0m", colored, StringComparison.Ordinal);
        string plain = await File.ReadAllTextAsync(Path.Join(Folder, "modes.txt"), Cancel);
        harness.Environment["NO_COLOR"] = "1";
        Assert.Equal(plain, (await harness.RunAsync("explain", "modes")).OutputText);
        harness.Environment.Clear();
        harness.Environment["TERM"] = "dumb";
        Assert.Equal(plain, (await harness.RunAsync("explain", "modes")).OutputText);
    }

    [Fact]
    public async Task Explain_OwnTextAndPassword_AreUsedAndThePasswordIsNotShown()
    {
        using CommandLineHarness harness = new();
        harness.Environment["PW"] = "a password of my own";
        CommandResult result = await harness.RunAsync("explain", "chat-cbc", "--text", "Meet me at five", "--password-env", "PW");
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Contains("opened  \"Meet me at five\"", result.OutputText, StringComparison.Ordinal);
        Assert.DoesNotContain("a password of my own", result.OutputText, StringComparison.Ordinal);
        Assert.Contains("\nWARNING: whoever has this output can test guesses", result.OutputText, StringComparison.Ordinal);
        CommandResult json = await harness.RunAsync("explain", "chat-cbc", "--password-env", "PW", "--json");
        using (JsonDocument said = JsonDocument.Parse(json.OutputText))
        {
            Assert.EndsWith("do not share it", said.RootElement.GetProperty("warning").GetString(), StringComparison.Ordinal);
        }

        CommandResult again = await harness.RunAsync("explain", "chat-cbc", "--text", "Meet me at five", "--password-env", "PW");
        Assert.NotEqual(result.Output, again.Output);
    }

    [Fact]
    public async Task Explain_Pictures_AreThoseOfTheDocuments()
    {
        using CommandLineHarness harness = new();
        Assert.Equal(0, (await harness.RunAsync("explain", "modes", "--picture", "here")).ExitCode);
        Assert.Equal("here/ here/modes-cbc.png here/modes-ecb.png here/modes-gcm.png here/modes-plain.png", string.Join(' ', harness.Tree()));
        string images = Path.Join(Repository.Root, "docs", "images");
        foreach (string name in (string[])["modes-plain.png", "modes-ecb.png", "modes-cbc.png", "modes-gcm.png"])
        {
            // Compared as pixels: another version of the framework may compress them otherwise.
            byte[] kept = await File.ReadAllBytesAsync(Path.Join(images, name), Cancel);
            Assert.Equal(Pixels(kept), Pixels(harness.Read(Path.Join("here", name))));
        }

        CommandResult again = await harness.RunAsync("explain", "modes", "--picture", "here");
        Assert.Equal(7, again.ExitCode);
        Assert.Contains("modes-plain.png", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await harness.RunAsync("explain", "modes", "--picture", "here", "--force")).ExitCode);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Signature and IHDR of a PNG file of one IDAT chunk, as <c>locket explain</c> writes it, and its rows.</summary>
    private static byte[] Pixels(byte[] png)
    {
        const int Start = 33;
        using MemoryStream rows = new();
        rows.Write(png, 0, Start);
        using ZLibStream content = new(new MemoryStream(png, Start + 8, png.Length - Start - 8 - 4 - 12), CompressionMode.Decompress);
        content.CopyTo(rows);
        Assert.Equal(Start + (128 * (1 + (192 * 3))), rows.Length);
        return rows.ToArray();
    }
}
