using System.Text.RegularExpressions;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Pictures.Tests;

/// <summary>Folders of the library depend on each other in one direction only, and its names say where a type belongs.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>From what callers use down to what everything uses.</summary>
    private static readonly string[][] Layers =
    [
        ["Sealing"],
        ["Cleaning", "Carriers"],
        ["Veil", "Thumbnails", "Showing"],
        ["Decoding"],
        ["Details"],
        ["Recognition"],
        ["Pixels"],
        ["Containers"],
        ["Errors"],
    ];

    [Fact]
    public void Folders_AllOfTheLibrary_HaveALayer()
    {
        string[] folders = [.. Sources().Select(source => source.Folder).Distinct(StringComparer.Ordinal)];
        Assert.NotEmpty(folders);
        Assert.All(folders, folder => Assert.True(Layer(folder) >= 0, folder));
    }

    [Fact]
    public void Namespaces_AllOfTheLibrary_ArePublicInTheRootAndInternalByFolder()
        => Assert.All(Sources(), source =>
        {
            string expected = PublicType().IsMatch(source.Text) ? "Locket.Pictures" : "Locket.Pictures." + source.Folder;
            Assert.Equal((source.Path, expected), (source.Path, Namespace().Match(source.Text).Groups["name"].Value));
        });

    [Fact]
    public void Dependencies_BetweenFolders_RunOneWay()
    {
        (string Path, string Folder, string Text)[] sources = [.. Sources()];
        Dictionary<string, string> folderOfType = new(StringComparer.Ordinal);
        foreach ((string path, string folder, _) in sources)
        {
            folderOfType[System.IO.Path.GetFileNameWithoutExtension(path)] = folder;
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

    private static IEnumerable<(string Path, string Folder, string Text)> Sources()
    {
        string root = Repository.PathOf("src", "Locket.Pictures");
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: System.IO.Path.GetRelativePath(root, path).Replace('\\', '/'), Full: path))
            .Where(file => !file.Path.StartsWith("obj/", StringComparison.Ordinal) && !file.Path.StartsWith("bin/", StringComparison.Ordinal))
            .Select(file => (file.Path, file.Path.Split('/')[0], Noise().Replace(File.ReadAllText(file.Full), " ")));
    }

    private static int Layer(string folder) => Array.FindIndex(Layers, layer => layer.Contains(folder, StringComparer.Ordinal));

    // Comments, strings and namespaces name things without depending on them.
    [GeneratedRegex("//.*|\"([^\"\\\\\n]|\\\\.)*\"|^using .*", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Noise();

    [GeneratedRegex(@"^(?<mod>(public|sealed|static|abstract|readonly|partial|unsafe|ref) )+(class|record struct|record|struct|enum|interface) \w+", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Namespace();
}
