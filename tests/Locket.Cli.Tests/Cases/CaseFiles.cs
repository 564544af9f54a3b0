using Locket.Cli.Tests.Harness;

namespace Locket.Cli.Tests.Cases;

/// <summary>The cases on disk.</summary>
internal static class CaseFiles
{
    public static IReadOnlyList<CommandCase> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Join(Repository.Root, "tests", "testdata", "cli", "cases"), "*.txt")
            .Order(StringComparer.Ordinal)
            .Select(Parse),
    ];

    private static CommandCase Parse(string path)
    {
        try
        {
            return CaseParser.Parse(path, File.ReadAllText(path));
        }
        catch (FormatException fault)
        {
            throw new FormatException($"{path}: {fault.Message}", fault);
        }
    }
}
