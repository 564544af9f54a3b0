using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Locket.Files;

/// <summary>
/// A file that appears under its name only when it is complete: written beside it, flushed, renamed. Disposed before that, nothing of it
/// is left.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    // Other content in a file takes its set-user-id and set-group-id bits away, as writing to it would.
    private const UnixFileMode KeptMode = (UnixFileMode)0b111_111_111;
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _givenPath;
    private readonly string _destinationPath;
    private readonly string _temporaryPath;
    private readonly bool _overwrite;
    private readonly FileStream _file;
    private bool _isComplete;

    private OutputFile(string destinationPath, bool overwrite, bool isPrivate)
    {
        _givenPath = destinationPath;
        _destinationPath = Path.GetFullPath(destinationPath);
        _overwrite = overwrite;
        string folder = Path.GetDirectoryName(_destinationPath) ?? throw new IOException($"{destinationPath} is a folder");
        Span<byte> random = stackalloc byte[8];
        RandomNumberGenerator.Fill(random);
        _temporaryPath = Path.Combine(folder, $".locket-{Convert.ToHexStringLower(random)}.partial");
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows() && (isPrivate || TakesOverRights))
        {
            // The file to replace may be private: until its permissions are taken over, nobody else reads along.
            options.UnixCreateMode = OwnersAlone;
        }

        _file = new FileStream(_temporaryPath, options);
    }

    /// <summary>Whether the new name is on the disk as well, as far as the system tells; once complete.</summary>
    public bool IsNameLasting { get; private set; } = true;

    public SafeFileHandle Handle => _file.SafeFileHandle;

    private bool TakesOverRights => _overwrite && File.Exists(_destinationPath) && !FileIdentity.IsLinkToNothing(_destinationPath);

    /// <summary>Starts an output.</summary>
    /// <param name="destinationPath">The final name.</param>
    /// <param name="overwrite">Whether a file of that name may be replaced in the end.</param>
    /// <param name="sourcePath">The input, which must be another file; null where it is no file.</param>
    /// <param name="isPrivate">Whether a new file is its owner's alone, as what was encrypted should stay; else the umask decides.</param>
    public static OutputFile Create(string destinationPath, bool overwrite, string? sourcePath, bool isPrivate = false)
    {
        if (sourcePath is not null && File.Exists(destinationPath) && FileIdentity.AreSame(sourcePath, destinationPath))
        {
            throw new LocketException(LocketFailure.SameFile, $"{destinationPath} is the input itself");
        }

        if (Directory.Exists(destinationPath))
        {
            throw new LocketException(LocketFailure.OutputExists, $"{destinationPath} is a folder");
        }

        return !overwrite && Path.Exists(destinationPath)
            ? throw Exists(destinationPath, innerException: null)
            : new OutputFile(destinationPath, overwrite, isPrivate);
    }

    /// <summary>Flushes what was written and gives it its name.</summary>
    /// <param name="modificationTime">The file's time of modification, if it is to have an older one.</param>
    public void Complete(DateTimeOffset? modificationTime)
    {
        if (modificationTime is DateTimeOffset time)
        {
            SetTime(time);
        }

        if (!OperatingSystem.IsWindows() && TakesOverRights)
        {
            File.SetUnixFileMode(Handle, File.GetUnixFileMode(_destinationPath) & KeptMode);
        }

        RandomAccess.FlushToDisk(Handle);
        _file.Dispose();
        try
        {
            File.Move(_temporaryPath, _destinationPath, _overwrite);
        }
        catch (IOException exception) when (!_overwrite && Path.Exists(_destinationPath))
        {
            throw Exists(_givenPath, exception);
        }

        _isComplete = true;
        if (!OperatingSystem.IsWindows())
        {
            // The file is whole and has its name; only who is about to remove another copy needs to know more.
            IsNameLasting = UnixFiles.FlushFolder(Path.GetDirectoryName(_destinationPath)!);
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        if (!_isComplete)
        {
            File.Delete(_temporaryPath);
        }
    }

    private void SetTime(DateTimeOffset time)
    {
        try
        {
            File.SetLastWriteTimeUtc(Handle, time.UtcDateTime);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or UnauthorizedAccessException)
        {
            // A time that this file system cannot hold is no reason to withhold the content.
        }
    }

    private static LocketException Exists(string path, Exception? innerException)
        => new(LocketFailure.OutputExists, $"{path} exists already", innerException: innerException);
}
