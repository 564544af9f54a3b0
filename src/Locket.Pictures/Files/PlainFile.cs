using Locket.Files;

namespace Locket.Pictures.Files;

/// <summary>Opens what is to be read: regular files alone, since whoever opens a pipe may wait forever.</summary>
internal static class PlainFile
{
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It is no regular file, or cannot be read.</exception>
    public static FileStream Open(string path)
    {
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        if (File.Exists(target) && FileIdentity.IsDevice(target))
        {
            throw new IOException($"{path} is a socket, pipe or device, not a file");
        }

        return RegularFile.Open(target, path) ?? throw new FileNotFoundException("no such file", path);
    }
}
