namespace Locket.Tests.Archives;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("locket-").FullName;

    /// <summary>Every name below, relative, in order.</summary>
    public string[] Names
        => [.. Directory.EnumerateFileSystemEntries(FullPath, "*", All)
            .Select(p => Path.GetRelativePath(FullPath, p))
            .Order(StringComparer.Ordinal)];

    private static EnumerationOptions All => new() { AttributesToSkip = FileAttributes.None, RecurseSubdirectories = true };

    public string this[string name] => Path.Join(FullPath, name);

    public string Write(string name, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
