using Microsoft.Win32.SafeHandles;

namespace Locket.Files;

/// <summary>What tells that somebody wrote to an open file: its length and its time of modification.</summary>
/// <param name="LengthInBytes">The length; 0 for files of the kernel's own, which have content all the same.</param>
/// <param name="Modified">When it was written to last.</param>
internal readonly record struct FileState(long LengthInBytes, DateTime Modified)
{
    public static FileState Of(SafeFileHandle file) => new(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));

    /// <summary>Throws where the file is no longer what it was: its parts were read at different moments.</summary>
    /// <param name="file">The same file.</param>
    /// <param name="name">What it is called in the message.</param>
    /// <exception cref="LocketException"><see cref="LocketFailure.SourceChanged"/>.</exception>
    public void RequireUnchanged(SafeFileHandle file, string name)
    {
        if (Of(file) != this)
        {
            throw new LocketException(LocketFailure.SourceChanged, $"{name} changed while it was read");
        }
    }
}
