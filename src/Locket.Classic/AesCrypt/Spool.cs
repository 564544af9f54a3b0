using System.Security.Cryptography;

namespace Locket.Classic.AesCrypt;

/// <summary>Makes what comes from a pipe readable twice.</summary>
internal static class Spool
{
    /// <summary>Copies the rest of a stream to a file that nobody else can open, and that is gone when it is closed.</summary>
    /// <param name="source">What is copied, to its end.</param>
    /// <param name="folder">Where; null for the system's folder of temporary files.</param>
    /// <param name="cancellationToken">Ends the copying; nothing is left of the file then.</param>
    /// <returns>The file, at its start.</returns>
    public static async Task<FileStream> CopyAsync(Stream source, string? folder, CancellationToken cancellationToken)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        string name = $".locket-{RandomNumberGenerator.GetHexString(16, lowercase: true)}.spool";
        FileStream file = new(Path.Combine(folder ?? Path.GetTempPath(), name), options);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // Without a name it is gone even if this process is killed.
                File.Delete(file.Name);
            }

            await source.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
