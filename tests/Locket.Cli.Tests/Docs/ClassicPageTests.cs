using System.Text.RegularExpressions;
using Locket.Classic;
using Locket.Cli.Tests.Harness;
using Xunit;

namespace Locket.Cli.Tests.Docs;

/// <summary>What docs/classic.md shows is what the command says.</summary>
public sealed partial class ClassicPageTests
{
    private const string Gap = "...\n";

    private static readonly string Page = File.ReadAllText(Path.Join(Repository.Root, "docs", "classic.md"));

    public static TheoryData<string, string> Blocks
        => [.. Block().Matches(Page).Select(match => (match.Groups["command"].Value, match.Groups["shown"].Value))];

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Block_OfThePage_IsWhatTheCommandSays(string command, string shown)
    {
        using CommandLineHarness harness = new();
        CommandResult result = await harness.RunAsync(command.Split(' ')[1..]);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        int at = 0;
        foreach (string part in shown.Split(Gap))
        {
            int found = result.OutputText.IndexOf("\n" + part, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"{command} does not say, or not in this order:\n{part}");
            at = found + part.Length;
        }
    }

    [Fact]
    public void Page_EverySchemeAndPicture_IsOnIt()
    {
        Assert.All(
            Explainer.Schemes.Where(scheme => scheme.Name is not "modes" and not "locket"),
            scheme => Assert.Contains($"\n## {scheme.Name}\n", Page, StringComparison.Ordinal));
        string[] pictures = [.. Picture().Matches(Page).Select(match => match.Groups["path"].Value)];
        Assert.Equal(4, pictures.Length);
        Assert.All(pictures, picture => Assert.True(File.Exists(Path.Join(Repository.Root, "docs", picture)), picture));
        Assert.Equal(Page.Split("```text\n").Length - 1, Blocks.Count);
    }

    [Fact]
    public void Promises_EachTestThatIsNamed_Exists()
    {
        string table = Page[Page.IndexOf("| promised |", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("\n\n", StringComparison.Ordinal)];
        string[] names = [.. TestName().Matches(table).Select(match => match.Groups["name"].Value)];
        Assert.True(names.Length >= 15, "the table was not read");
        ILookup<string, string> sources = Directory
            .EnumerateFiles(Path.Join(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText, StringComparer.Ordinal);
        Assert.All(names, name =>
        {
            string[] parts = name.Split('.');
            Assert.True(sources[parts[0]].Any(text => parts.Length == 1 || text.Contains($" {parts[1]}(", StringComparison.Ordinal)), name);
        });
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+Tests(\\.[A-Za-z]+(_[A-Za-z]+)+)?)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestName();

    [GeneratedRegex(
        "```text\n\\$ (?<command>locket explain [a-z0-9-]+)\n(?<shown>.*?)```",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"!\[[^]]*\]\((?<path>images/[^)]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Picture();
}
