using System.Text.RegularExpressions;
using Xunit;

namespace Locket.Tests.TestSupport;

/// <summary>A library's sources, whose folders depend on each other in one direction only.</summary>
/// <param name="library">The library's name, its folder's below <c>src</c>, and its root namespace.</param>
/// <param name="layers">Its folders, from what callers use down to what everything uses; empty for what lies in no folder.</param>
internal sealed partial class LayeredSources(string library, string[][] layers)
{
    public void RequireLayerOfEach()
    {
        string[] folders = [.. Sources().Select(source => source.Folder).Distinct(StringComparer.Ordinal)];
        Assert.NotEmpty(folders);
        Assert.All(folders, folder => Assert.True(Layer(folder) >= 0, folder));
    }

    /// <summary>Public types stand in the root, internal ones in their folder's namespace.</summary>
    public void RequireNamespaces()
        => Assert.All(Sources(), source =>
        {
            string expected = source.Folder.Length == 0 || PublicType().IsMatch(source.Text) ? library : $"{library}.{source.Folder}";
            Assert.Equal((source.Path, expected), (source.Path, Namespace().Match(source.Text).Groups["name"].Value));
        });

    public void RequireOneWay()
    {
        (string Path, string Folder, string Text)[] sources = [.. Sources()];
        Dictionary<string, string> folderOfType = new(StringComparer.Ordinal);
        foreach ((string path, string folder, _) in sources)
        {
            folderOfType[Path.GetFileNameWithoutExtension(path)] = folder;
        }

        int uses = 0;
        foreach ((string path, string folder, string text) in sources)
        {
            foreach (string name in Word().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal))
            {
                if (folderOfType.TryGetValue(name, out string? to) && !string.Equals(to, folder, StringComparison.Ordinal))
                {
                    uses++;
                    Assert.True(Layer(to) > Layer(folder), $"{path} uses {name} of {to}");
                }
            }
        }

        Assert.True(uses > 10, "the sources were not read");
    }

    private IEnumerable<(string Path, string Folder, string Text)> Sources()
    {
        string root = Repository.PathOf("src", library);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(root, path).Replace('\\', '/'), Full: path))
            .Where(file => !file.Path.StartsWith("obj/", StringComparison.Ordinal) && !file.Path.StartsWith("bin/", StringComparison.Ordinal))
            .Select(file => (file.Path, FolderOf(file.Path), Noise().Replace(File.ReadAllText(file.Full), " ")));
    }

    private static string FolderOf(string path) => path.Contains('/', StringComparison.Ordinal) ? path.Split('/')[0] : "";

    private int Layer(string folder) => Array.FindIndex(layers, layer => layer.Contains(folder, StringComparer.Ordinal));

    // Comments, strings and namespaces name things without depending on them.
    [GeneratedRegex("//.*|\"([^\"\\\\\n]|\\\\.)*\"|^using .*", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Noise();

    [GeneratedRegex(
        @"^(?<mod>(public|sealed|static|abstract|readonly|partial|unsafe|ref) )+(class|record struct|record|struct|enum|interface) \w+",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        5000)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Namespace();
}
