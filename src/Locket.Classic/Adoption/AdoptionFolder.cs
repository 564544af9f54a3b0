namespace Locket.Classic;

/// <summary>Whole folders.</summary>
public static class AdoptionFolder
{
    private static readonly EnumerationOptions WithoutLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Makes a job of each file below a folder, in ordinal order. Links are neither taken nor followed.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="outputFolder">Where the tree is mirrored, with the folder's own name at the top; by default each file stays in
    /// its folder.</param>
    /// <returns>The jobs, and what else there is. A folder that cannot be read does not keep the others from being taken.</returns>
    public static AdoptionTree Read(string folder, string? outputFolder = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string root = Path.GetFullPath(folder);
        List<string> files = [];
        SortedDictionary<string, Exception> unreadable = new(StringComparer.Ordinal);
        Stack<string> waiting = new([root]);
        while (waiting.TryPop(out string? path))
        {
            try
            {
                foreach (FileSystemInfo info in new DirectoryInfo(path).EnumerateFileSystemInfos("*", WithoutLinks))
                {
                    if (info is DirectoryInfo)
                    {
                        waiting.Push(info.FullName);
                    }
                    else
                    {
                        files.Add(info.FullName);
                    }
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                unreadable.Add(path, failure);
            }
        }

        int all = files.Count;
        files.RemoveAll(path => IsUnfinished(Path.GetFileName(path)));
        files.Sort(StringComparer.Ordinal);
        return new AdoptionTree
        {
            Jobs = [.. files.Select(path => Job(root, path, outputFolder))],
            UnreadableFolders = unreadable,
            UnfinishedFiles = all - files.Count,
        };
    }

    private static AdoptionJob Job(string root, string path, string? outputFolder) => new(path)
    {
        IsFound = true,
        OutputFolder = outputFolder is null
            ? null
            : Path.Join(
                outputFolder,
                Path.GetFileName(Path.TrimEndingDirectorySeparator(root)),
                Path.GetDirectoryName(Path.GetRelativePath(root, path))),
    };

    private static bool IsUnfinished(string name)
        => name.StartsWith(".locket-", StringComparison.Ordinal) && name.EndsWith(".partial", StringComparison.Ordinal);
}
