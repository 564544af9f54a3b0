using System.Text.RegularExpressions;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Tests;

/// <summary>Folders of the library depend on each other in one direction only.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>
    /// From the façade down. A folder may use those of lower layers, and others of its own as long as no circle comes of it.
    /// </summary>
    private static readonly string[][] Layers =
    [
        [""],
        ["Archives", "Files"],
        ["Slots", "Payload", "Armor"],
        ["Header", "Passwords", "Keys", "Metadata"],
        ["Secrets", "Errors"],
    ];

    [Fact]
    public void Folders_AllOfTheLibrary_HaveALayer()
    {
        string root = Repository.PathOf("src", "Locket");
        string[] folders = [.. Directory.EnumerateDirectories(root).Select(path => Path.GetFileName(path)!).Where(name => name is not ("bin" or "obj"))];
        Assert.NotEmpty(folders);
        Assert.All(folders, folder => Assert.True(Layers.Any(layer => layer.Contains(folder, StringComparer.Ordinal)), folder));
    }

    [Fact]
    public void Dependencies_BetweenFolders_RunOneWay()
    {
        Dictionary<string, string> sources = Read();
        Dictionary<string, string> folderOfType = new(StringComparer.Ordinal);
        foreach ((string path, string text) in sources)
        {
            foreach (Match match in Declaration().Matches(text))
            {
                folderOfType[match.Groups["name"].Value] = Folder(path);
            }
        }

        HashSet<(string From, string To)> used = [];
        List<string> upward = [];
        foreach ((string path, string text) in sources)
        {
            string from = Folder(path);
            HashSet<string> own = [.. Member().Matches(text).Select(match => match.Groups["name"].Value)];
            foreach (string name in Word().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal))
            {
                if (!folderOfType.TryGetValue(name, out string? to) || string.Equals(to, from, StringComparison.Ordinal) || own.Contains(name))
                {
                    continue;
                }

                used.Add((from, to));
                if (Layer(to) < Layer(from))
                {
                    upward.Add($"{path} uses {name} of {to}");
                }
            }
        }

        Assert.True(used.Count > 10, "the sources were not read");
        Assert.True(upward.Count == 0, string.Join(Environment.NewLine, upward));
        string[] circles = [.. used.Where(pair => used.Contains((pair.To, pair.From))).Select(pair => $"{pair.From} and {pair.To}")];
        Assert.True(circles.Length == 0, string.Join(", ", circles));
    }

    [Fact]
    public void Namespaces_AllOfTheLibrary_ArePublicInTheRootAndInternalByFolder()
    {
        List<string> wrong = [];
        foreach ((string path, string text) in Read())
        {
            string folder = Folder(path);
            string name = Namespace().Match(text).Groups["name"].Value;
            bool isPublic = PublicType().IsMatch(text);
            string expected = isPublic || folder.Length == 0 ? "Locket" : "Locket." + folder;
            if (!string.Equals(name, expected, StringComparison.Ordinal))
            {
                wrong.Add($"{path}: {name}, expected {expected}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private static Dictionary<string, string> Read()
    {
        string root = Repository.PathOf("src", "Locket");
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(root, path).Replace('\\', '/'), Full: path))
            .Where(file => !file.Path.StartsWith("obj/", StringComparison.Ordinal) && !file.Path.StartsWith("bin/", StringComparison.Ordinal))
            .ToDictionary(file => file.Path, file => Noise().Replace(File.ReadAllText(file.Full), " "), StringComparer.Ordinal);
    }

    private static string Folder(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "";

    private static int Layer(string folder) => Array.FindIndex(Layers, layer => layer.Contains(folder, StringComparer.Ordinal));

    // Comments, strings and namespaces name things without depending on them.
    [GeneratedRegex("//.*|\"([^\"\\\\\n]|\\\\.)*\"|^using .*", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Noise();

    [GeneratedRegex(@"^(?<mod>(public|internal|sealed|static|abstract|readonly|partial|unsafe|ref) )+(class|record struct|record|struct|enum|interface) (?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(?<mod>(public|sealed|static|abstract|readonly|partial|unsafe|ref) )+(class|record struct|record|struct|enum|interface) \w+", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex PublicType();

    // Members that are called like a type of another folder, and positional ones of records.
    [GeneratedRegex(@"[\w>\]?] (?<name>[A-Z]\w*)( (=>|\{ get)|\()", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Member();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Namespace();
}
