using System.Security.Cryptography;

namespace Locket.Archives;

/// <summary>
/// A folder that appears under its name only when it is complete: filled beside it, then renamed. Disposed before that, nothing of it is
/// left.
/// </summary>
internal sealed class PartialFolder : IDisposable
{
    /// <summary>What was encrypted stays its owner's, whatever the permissions of the files below.</summary>
    private const UnixFileMode OwnersAlone = (UnixFileMode)0b111_000_000;

    private readonly string _givenPath;
    private readonly string _destinationPath;
    private bool _isComplete;

    private PartialFolder(string givenPath, string destinationPath, string fullPath)
    {
        _givenPath = givenPath;
        _destinationPath = destinationPath;
        FullPath = fullPath;
    }

    /// <summary>Where the folder is filled.</summary>
    public string FullPath { get; }

    public static PartialFolder Create(string destinationPath)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(destinationPath));
        if (Path.Exists(full) || new FileInfo(full).LinkTarget is not null)
        {
            throw ArchiveErrors.Exists(destinationPath);
        }

        string parent = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(parent))
        {
            throw new DirectoryNotFoundException($"no such folder: {Path.GetDirectoryName(destinationPath)}");
        }

        string partial = Path.Join(parent, $".locket-{RandomNumberGenerator.GetHexString(16, lowercase: true)}.partial");
        CreateFolder(partial, OwnersAlone);
        return new PartialFolder(destinationPath, full, partial);
    }

    /// <summary>Makes one folder, with at most these permissions less the process's umask.</summary>
    public static void CreateFolder(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            _ = Directory.CreateDirectory(path);
        }
        else
        {
            _ = Directory.CreateDirectory(path, mode);
        }
    }

    /// <summary>Gives the folder its name.</summary>
    public void Complete()
    {
        try
        {
            Directory.Move(FullPath, _destinationPath);
        }
        catch (IOException exception) when (Path.Exists(_destinationPath))
        {
            throw ArchiveErrors.Exists(_givenPath, exception);
        }

        _isComplete = true;
    }

    public void Dispose()
    {
        if (_isComplete)
        {
            return;
        }

        try
        {
            Unlock(FullPath);
            Directory.Delete(FullPath, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What made the unpacking fail says more than what keeps its remains from going.
        }
    }

    // Folders that were made read-only already could not be emptied.
    private static void Unlock(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        EnumerationOptions all = new() { AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (string folder in Directory.EnumerateDirectories(path, "*", all))
        {
            Unlock(folder);
        }
    }
}
