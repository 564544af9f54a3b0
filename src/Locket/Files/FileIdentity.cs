using System.Globalization;

namespace Locket.Files;

/// <summary>Whether two names mean one file, and whether a name means a file at all.</summary>
internal static class FileIdentity
{
    public static bool AreSame(string first, string second)
    {
        if (!OperatingSystem.IsWindows() && UnixFiles.Examine(first) is { } one && UnixFiles.Examine(second) is { } other)
        {
            return one.Identity == other.Identity;
        }

        StringComparison comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return string.Equals(Resolve(first), Resolve(second), comparison);
    }

    /// <summary>What all names of one file share, links of either kind among them; null where there is no such file.</summary>
    public static string? KeyOf(string path)
    {
        if (!OperatingSystem.IsWindows() && UnixFiles.Examine(path) is { } found)
        {
            return found.Identity.ToString(CultureInfo.InvariantCulture);
        }

        return File.Exists(path) ? PlaceKeyOf(path) : null;
    }

    /// <summary>Whether a name is that of a link to something that does not exist.</summary>
    public static bool IsLinkToNothing(string path)
        => new FileInfo(path).LinkTarget is not null && File.ResolveLinkTarget(path, returnFinalTarget: true) is not { Exists: true };

    /// <summary>What all names of one place in a folder share, whether a file stands there or not.</summary>
    public static string PlaceKeyOf(string path)
    {
        string full = Path.GetFullPath(path);
        string place = Path.Join(RealPath.Resolve(Path.GetDirectoryName(full) ?? full), Path.GetFileName(full));
        return OperatingSystem.IsLinux() ? place : place.ToUpperInvariant();
    }

    /// <summary>A name for the file behind a stream; null where it is no file, or has no name.</summary>
    public static string? PathOf(Stream stream)
    {
        if (stream is not FileStream file)
        {
            return null;
        }

        // A stream made of a handle, as the standard input is, does not know its name; the system knows the file all the same.
        if (OperatingSystem.IsLinux())
        {
            return string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}");
        }

        return File.Exists(file.Name) ? file.Name : null;
    }

    /// <summary>Whether a name means a device or pipe, which is written to as it is and never replaced.</summary>
    public static bool IsDevice(string path)
        => !OperatingSystem.IsWindows() && UnixFiles.Examine(path) is { IsRegular: false, IsFolder: false };

    private static string Resolve(string path)
        => Path.GetFullPath(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
}
