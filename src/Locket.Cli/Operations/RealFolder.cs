namespace Locket.Cli.Operations;

/// <summary>Where a folder is once every symbolic link on the way to it is followed.</summary>
internal static class RealFolder
{
    /// <param name="fullPath">The folder's full path; it need not exist.</param>
    public static string Of(string fullPath)
    {
        string path = Path.TrimEndingDirectorySeparator(fullPath);
        if (Path.GetDirectoryName(path) is not string parent)
        {
            return path;
        }

        string real = Path.Join(Of(parent), Path.GetFileName(path));
        return Path.Exists(real) && Directory.ResolveLinkTarget(real, returnFinalTarget: true) is { } target ? Of(target.FullName) : real;
    }
}
