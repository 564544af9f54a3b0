using System.Text.RegularExpressions;

namespace Locket.Cli.Tests.Cases;

/// <summary>
/// An expected line: literal but for <c>&lt;*&gt;</c>, <c>&lt;n&gt;</c>, <c>&lt;hex&gt;</c>, <c>&lt;base64&gt;</c> and
/// <c>&lt;folder&gt;</c>.
/// </summary>
internal static class LinePattern
{
    /// <summary>Stands at the end of a last line that has no line end.</summary>
    public const string NoLineEnd = "<no line end>";

    public static bool Matches(IReadOnlyList<string> expected, IReadOnlyList<string> actual, string folder)
        => expected.Count == actual.Count && expected.Zip(actual).All(pair => Matches(pair.First, pair.Second, folder));

    /// <summary>The lines of an output, with characters that no case file can hold shown as escapes.</summary>
    public static IReadOnlyList<string> LinesOf(string text)
    {
        List<string> lines = [.. text.Split('\n').Select(Readable)];
        if (lines[^1].Length > 0)
        {
            lines[^1] += NoLineEnd;
        }
        else
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    private static bool Matches(string expected, string actual, string folder)
    {
        string pattern = Regex.Escape(expected)
            .Replace("<folder>", Regex.Escape(folder), StringComparison.Ordinal)
            .Replace(@"<\*>", ".*", StringComparison.Ordinal)
            .Replace("<n>", "[0-9]+", StringComparison.Ordinal)
            .Replace("<hex>", "[0-9a-f]+", StringComparison.Ordinal)
            .Replace("<base64>", "[A-Za-z0-9+/=]+", StringComparison.Ordinal);
        return Regex.IsMatch(actual, $@"\A{pattern}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    private static string Readable(string line)
        => string.Concat(line.Select(c => char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString()));
}
