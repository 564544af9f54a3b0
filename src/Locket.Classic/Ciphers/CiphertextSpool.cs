using System.Globalization;

namespace Locket.Classic.Ciphers;

/// <summary>Ciphertext of a pipe on the disk, so that it can be read twice. It vanishes when it is closed.</summary>
internal static class CiphertextSpool
{
    private const int BufferLengthInBytes = 64 * 1024;

    /// <summary>Copies a stream from where it stands to its end.</summary>
    /// <param name="source">The pipe.</param>
    /// <param name="limitInBytes">The most that is kept of it.</param>
    /// <param name="folder">Where; null for the system's folder of temporary files.</param>
    /// <param name="cancellationToken">Stops between buffers.</param>
    /// <returns>The file, at its start; the caller closes it.</returns>
    /// <exception cref="ClassicException">There is more than the limit.</exception>
    public static async Task<FileStream> FillAsync(Stream source, long limitInBytes, string? folder, CancellationToken cancellationToken)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream spool = new(Path.Join(folder ?? Path.GetTempPath(), $".locket-{Guid.NewGuid():N}.spool"), options);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // Without a name it is gone even if this process is killed.
                File.Delete(spool.Name);
            }

            byte[] buffer = new byte[BufferLengthInBytes];
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (spool.Position + read > limitInBytes)
                {
                    throw CbcErrors.TooLarge(string.Create(
                        CultureInfo.InvariantCulture, $"there are more than the {limitInBytes} bytes that are kept of a pipe"));
                }

                await spool.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            spool.Position = 0;
            return spool;
        }
        catch
        {
            await spool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
