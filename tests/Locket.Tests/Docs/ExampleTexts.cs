using System.Text;
using Locket.Tests.TestSupport;

namespace Locket.Tests.Docs;

/// <summary>
/// The C# examples: as printed in documents, and as compiled in <see cref="ExamplesTests"/> and, where they need Locket.Classic, in its
/// tests.
/// </summary>
internal static class ExampleTexts
{
    private const string Marker = "example: ";

    public static Dictionary<string, string> InDocuments()
    {
        Dictionary<string, string> examples = new(StringComparer.Ordinal);
        string[] pages = [Repository.PathOf("README.md"), .. Directory.GetFiles(Repository.PathOf("docs"), "*.md")];
        foreach (string page in pages)
        {
            string[] lines = File.ReadAllLines(page);
            for (int i = 0; i < lines.Length; i++)
            {
                if (!string.Equals(lines[i], "```csharp", StringComparison.Ordinal))
                {
                    continue;
                }

                int end = Array.IndexOf(lines, "```", i + 1);
                examples.Add(NameOf(page, lines[i - 1]), string.Join('\n', lines[(i + 1)..end]));
                i = end;
            }
        }

        return examples;
    }

    public static Dictionary<string, string> InCode()
    {
        Dictionary<string, string> examples = new(StringComparer.Ordinal);
        string? name = null;
        StringBuilder text = new();
        string[] sources =
        [
            Repository.PathOf("tests", "Locket.Tests", "Docs", "ExamplesTests.cs"),
            Repository.PathOf("tests", "Locket.Classic.Tests", "Docs", "ClassicExamplesTests.cs"),
        ];
        foreach (string line in sources.SelectMany(File.ReadLines))
        {
            string trimmed = line.Trim();
            if (trimmed.StartsWith("// " + Marker, StringComparison.Ordinal))
            {
                name = trimmed[("// " + Marker).Length..];
                text.Clear();
            }
            else if (string.Equals(trimmed, "// end", StringComparison.Ordinal) && name is not null)
            {
                examples.Add(name, text.ToString().TrimEnd('\n'));
                name = null;
            }
            else if (name is not null)
            {
                text.Append(line.Length > Indentation ? line[Indentation..] : string.Empty).Append('\n');
            }
        }

        return examples;
    }

    /// <summary>Class and method.</summary>
    private const int Indentation = 8;

    private static string NameOf(string page, string line)
    {
        const string Prefix = "<!-- " + Marker;
        return line.StartsWith(Prefix, StringComparison.Ordinal)
            ? line[Prefix.Length..^" -->".Length]
            : throw new InvalidDataException($"{page}: a C# example has no name on the line above it");
    }
}
