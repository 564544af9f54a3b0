using Locket.Files;

namespace Locket.Client;

/// <summary>Opens what is to be sent: regular files alone, since whoever opens a pipe may wait forever, and a device has no end.</summary>
public static class SendableFile
{
    /// <summary>Opens a file, or the one that a link leads to.</summary>
    /// <param name="path">The file.</param>
    /// <returns>A stream at its begin, which knows its length.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It is a folder, a pipe, a socket or a device, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not to be read.</exception>
    public static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        if (Directory.Exists(target))
        {
            throw new IOException($"{path} is a folder; send it as one file, as tar or 'locket encrypt' make it");
        }

        if (File.Exists(target) && FileIdentity.IsDevice(target))
        {
            throw new IOException($"{path} is a pipe, socket or device, not a file");
        }

        return RegularFile.Open(target, path) ?? throw new FileNotFoundException("there is no such file", path);
    }
}
