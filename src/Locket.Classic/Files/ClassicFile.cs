using Locket.Files;

namespace Locket.Classic;

/// <summary>Files that appear under their names only when they are complete.</summary>
public static class ClassicFile
{
    /// <summary>Writes a file beside its name, flushes it to the disk and renames it. A failure leaves nothing behind.</summary>
    /// <param name="path">The final name. A device or a pipe with a name is written to as it is.</param>
    /// <param name="overwrite">Whether a file of that name may be replaced in the end.</param>
    /// <param name="isPrivate">Whether only the owner may read a new file, whatever the umask; for what was decrypted.</param>
    /// <param name="sourcePath">The input, which must be another file; null where it is no file.</param>
    /// <param name="writeAsync">Writes the content to the stream it is given.</param>
    /// <param name="cancellationToken">Handed to <paramref name="writeAsync"/>.</param>
    /// <returns>A task that ends when the file is on the disk.</returns>
    /// <exception cref="LocketException">There is such a file already, or it is a folder or the input itself.</exception>
    /// <exception cref="IOException">The disk fails or is full.</exception>
    public static async Task WriteAsync(
        string path, bool overwrite, bool isPrivate, string? sourcePath, Func<Stream, CancellationToken, Task> writeAsync,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(writeAsync);
        if (FileIdentity.IsDevice(path))
        {
            FileStream device = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            await using (device.ConfigureAwait(false))
            {
                await writeAsync(device, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        using OutputFile output = OutputFile.Create(path, overwrite, sourcePath, isPrivate);

        // The handle stays the output's: it is flushed and closed when the file gets its name.
        FileStream content = new(output.Handle, FileAccess.Write, bufferSize: 0);
        await writeAsync(content, cancellationToken).ConfigureAwait(false);
        output.Complete(modificationTime: null);
    }
}
