using Locket.Files;

namespace Locket.Pictures;

/// <summary>
/// Where folders are, whatever links lead to them: of two paths alone, nobody can tell whether one folder lies in the other.
/// </summary>
public static class RealFolder
{
    /// <summary>Follows every symbolic link on the way to a folder.</summary>
    /// <param name="path">The folder, which need not exist; what does not exist of it stays as it is.</param>
    /// <returns>Its full path, without symbolic links in it and without a separator at its end.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string PathOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Path.TrimEndingDirectorySeparator(RealPath.Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))));
    }
}
