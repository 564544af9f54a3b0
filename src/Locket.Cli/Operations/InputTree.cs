using Locket.Cli.Errors;

namespace Locket.Cli.Operations;

/// <summary>The files of a folder for <c>--recursive</c>.</summary>
internal static class InputTree
{
    /// <summary>What the framework gives for a name that it cannot find, as one that is not UTF-8: whoever opens it says so.</summary>
    private const FileAttributes NotFound = (FileAttributes)(-1);

    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Paths of regular files relative to the folder, in ordinal order; links are neither taken nor followed.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="failures">The folders that cannot be read, relative as well; the folder itself is empty.</param>
    public static IReadOnlyList<string> RelativeFiles(string folder, out IReadOnlyList<(string Folder, CommandException Failure)> failures)
        => RelativeFiles(folder, out failures, out _);

    /// <summary>Paths of regular files relative to the folder, in ordinal order; links are counted alone.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="failures">The folders that cannot be read, relative as well; the folder itself is empty.</param>
    /// <param name="links">How many links there are, to files and to folders.</param>
    public static IReadOnlyList<string> RelativeFiles(
        string folder, out IReadOnlyList<(string Folder, CommandException Failure)> failures, out int links)
    {
        links = 0;
        List<string> files = [];
        List<(string Folder, CommandException Failure)> unreadable = [];
        Stack<string> waiting = new([string.Empty]);
        while (waiting.TryPop(out string? relative))
        {
            try
            {
                foreach (FileSystemInfo info in new DirectoryInfo(Path.Join(folder, relative)).EnumerateFileSystemInfos("*", Everything))
                {
                    string path = Path.Join(relative, info.Name);
                    FileAttributes attributes = info.Attributes;
                    if (attributes != NotFound && attributes.HasFlag(FileAttributes.ReparsePoint))
                    {
                        links++;
                    }
                    else if (info is DirectoryInfo)
                    {
                        waiting.Push(path);
                    }
                    else
                    {
                        files.Add(path);
                    }
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // One closed folder does not keep the others from being taken.
                unreadable.Add((relative, new CommandException(
                    ExitCode.InputUnreadable,
                    $"the folder cannot be read: {ErrorTable.Explain(failure).Message}",
                    "check who may read it")));
            }
        }

        files.Sort(StringComparer.Ordinal);
        unreadable.Sort((one, other) => string.CompareOrdinal(one.Folder, other.Folder));
        failures = unreadable;
        return files;
    }

    /// <summary>The folder's own name, also for <c>.</c> and <c>..</c>; empty for a root.</summary>
    public static string NameOf(string fullPath) => Path.GetFileName(Path.TrimEndingDirectorySeparator(fullPath));
}
