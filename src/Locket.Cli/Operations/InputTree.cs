namespace Locket.Cli.Operations;

/// <summary>The files of a folder for <c>--recursive</c>.</summary>
internal static class InputTree
{
    private static readonly EnumerationOptions WithoutLinks = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Paths of regular files relative to the folder, in ordinal order; links are neither taken nor followed.</summary>
    public static IReadOnlyList<string> RelativeFiles(string folder)
    {
        List<string> files = [.. Directory.EnumerateFiles(folder, "*", WithoutLinks).Select(file => Path.GetRelativePath(folder, file))];
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <summary>The folder's own name, also for <c>.</c> and <c>..</c>; empty for a root.</summary>
    public static string NameOf(string fullPath) => Path.GetFileName(Path.TrimEndingDirectorySeparator(fullPath));
}
