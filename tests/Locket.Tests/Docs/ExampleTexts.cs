using System.Runtime.CompilerServices;
using System.Text;

namespace Locket.Tests.Docs;

/// <summary>The C# examples: as printed in documents, and as compiled in <see cref="ExamplesTests"/>.</summary>
internal static class ExampleTexts
{
    private const string Marker = "example: ";

    public static string Root { get; } = FindRoot();

    public static Dictionary<string, string> InDocuments()
    {
        Dictionary<string, string> examples = new(StringComparer.Ordinal);
        string[] pages = [Path.Combine(Root, "README.md"), .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md")];
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

    public static Dictionary<string, string> InCode([CallerFilePath] string path = "")
    {
        Dictionary<string, string> examples = new(StringComparer.Ordinal);
        string? name = null;
        StringBuilder text = new();
        foreach (string line in File.ReadLines(Path.Combine(Path.GetDirectoryName(path)!, "ExamplesTests.cs")))
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

    private static string FindRoot([CallerFilePath] string path = "")
    {
        string? folder = Path.GetDirectoryName(path);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Locket.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("the project's root was not found from " + path);
    }
}
