namespace Locket.Files;

/// <summary>Where a path leads once every symbolic link in it is followed.</summary>
internal static class RealPath
{
    /// <summary>Whether a file, which need not exist, would stand in a folder or below it.</summary>
    public static bool IsInside(string filePath, string folderPath)
    {
        StringComparison comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        string folder = Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folderPath)));
        string parent = Resolve(Path.GetDirectoryName(Path.GetFullPath(filePath)) ?? filePath);
        return Path.Join(parent, "x").StartsWith(Path.Join(folder, "x")[..^1], comparison);
    }

    /// <summary>A full path without symbolic links in it; what does not exist stays as it is.</summary>
    public static string Resolve(string fullPath)
    {
        if (Path.GetDirectoryName(fullPath) is not string parent)
        {
            return fullPath;
        }

        string path = Path.Join(Resolve(parent), Path.GetFileName(fullPath));
        return Path.Exists(path) && Directory.ResolveLinkTarget(path, returnFinalTarget: true) is { } target
            ? Resolve(target.FullName)
            : path;
    }
}
