namespace Locket.Classic;

/// <summary>Whole folders.</summary>
public static class AdoptionFolder
{
    private static readonly EnumerationOptions WithoutLinks = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Makes a job of each file below a folder, in ordinal order. Links are neither taken nor followed.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="outputFolder">Where the tree is mirrored, with the folder's own name at the top; by default each file stays in
    /// its folder.</param>
    /// <returns>The jobs; what an interrupted run left unfinished (<c>.locket-*.partial</c>) is none.</returns>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IReadOnlyList<AdoptionJob> Jobs(string folder, string? outputFolder = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string root = Path.GetFullPath(folder);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(root));
        return
        [
            .. Directory.EnumerateFiles(root, "*", WithoutLinks)
                .Where(path => !IsUnfinished(Path.GetFileName(path)))
                .Order(StringComparer.Ordinal)
                .Select(path => new AdoptionJob(path)
                {
                    IsFound = true,
                    OutputFolder = outputFolder is null
                        ? null
                        : Path.Join(outputFolder, name, Path.GetDirectoryName(Path.GetRelativePath(root, path))),
                }),
        ];
    }

    private static bool IsUnfinished(string name)
        => name.StartsWith(".locket-", StringComparison.Ordinal) && name.EndsWith(".partial", StringComparison.Ordinal);
}
