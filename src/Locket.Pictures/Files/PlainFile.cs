using Locket.Files;

namespace Locket.Pictures;

/// <summary>Opens what is to be read: regular files alone, since whoever opens a pipe may wait forever.</summary>
public static class PlainFile
{
    /// <summary>Opens a file for reading, without a buffer, and without ever waiting for a writer.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <returns>A stream that can seek.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It is no regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        if (File.Exists(target) && FileIdentity.IsDevice(target))
        {
            throw new IOException($"{path} is a socket, pipe or device, not a file");
        }

        return RegularFile.Open(target, path) ?? throw new FileNotFoundException("no such file", path);
    }
}
