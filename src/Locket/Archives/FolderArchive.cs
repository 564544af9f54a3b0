using Locket.Archives;
using Locket.Files;

namespace Locket;

/// <summary>
/// A folder as one Locket file (docs/format.md, "Folders"): a pax archive that goes straight into the encryption, with no clear temporary
/// file.
/// </summary>
/// <remarks>
/// Packed are regular files, folders (also empty ones) and symbolic links, in ordinal order of their names, with permissions and times of
/// modification; owners are not recorded. What unpacking would refuse is refused at packing: sockets, pipes and devices, symbolic links
/// that are absolute or leave the folder, names with a backslash.
/// </remarks>
public static class FolderArchive
{
    /// <summary>Encrypts a folder to a file that appears only when complete. Symbolic links are kept as links, not followed.</summary>
    /// <param name="folderPath">The folder; a symbolic link to one is followed here alone.</param>
    /// <param name="destinationPath">The file to make, outside the folder.</param>
    /// <param name="recipients">Who will be able to open the file, at least one.</param>
    /// <param name="options">
    /// How. Metadata that is given is sealed with the kind <see cref="ContentKind.Tar"/>; otherwise it is the folder's name and time.
    /// </param>
    /// <param name="progress">Told the number of tar bytes done so far.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <returns>A task that ends when the file is safely on disk. After a failure there is no output.</returns>
    /// <exception cref="ArgumentException">A path is empty, or there are no recipients.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="LocketException">
    /// <see cref="LocketFailure.SameFile"/>: the output would lie inside the folder. <see cref="LocketFailure.OutputExists"/>.
    /// <see cref="LocketFailure.SourceChanged"/>: a file vanished or changed its length meanwhile.
    /// </exception>
    /// <exception cref="IOException">Something cannot be read, or would be refused at unpacking; the message names it.</exception>
    public static Task EncryptFolderAsync(
        string folderPath,
        string destinationPath,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(destinationPath);
        EncryptionOptions sealing = Prepare(folderPath, destinationPath, recipients, options);
        return PipeTransfer.RunAsync(
            (tar, token) => FolderPacker.PackAsync(folderPath, tar, token),
            (tar, token) => FileEncryptor.EncryptAsync(tar, destinationPath, recipients, sealing, progress, token),
            cancellationToken);
    }

    /// <summary>Encrypts a folder to a stream. Symbolic links are kept as links, not followed.</summary>
    /// <param name="folderPath">The folder; a symbolic link to one is followed here alone.</param>
    /// <param name="destination">
    /// Where the file goes; stays open. After a failure it holds an unfinished file that does not open whole.
    /// </param>
    /// <param name="recipients">Who will be able to open the file, at least one.</param>
    /// <param name="options">
    /// How. Metadata that is given is sealed with the kind <see cref="ContentKind.Tar"/>; otherwise it is the folder's name and time.
    /// </param>
    /// <param name="progress">Told the number of tar bytes done so far.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>A task that ends when everything was written.</returns>
    /// <exception cref="ArgumentException">The path is empty, or there are no recipients.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="LocketException">
    /// <see cref="LocketFailure.SameFile"/>: the stream is a file inside the folder.
    /// <see cref="LocketFailure.SourceChanged"/>: a file vanished or changed its length meanwhile.
    /// </exception>
    /// <exception cref="IOException">Something cannot be read, or would be refused at unpacking; the message names it.</exception>
    public static Task EncryptFolderAsync(
        string folderPath,
        Stream destination,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        string? destinationPath = destination is FileStream file && File.Exists(file.Name) ? file.Name : null;
        EncryptionOptions sealing = Prepare(folderPath, destinationPath, recipients, options);
        return PipeTransfer.RunAsync(
            (tar, token) => FolderPacker.PackAsync(folderPath, tar, token),
            (tar, token) => FileEncryptor.EncryptStreamAsync(tar, destination, recipients, sealing, progress, token),
            cancellationToken);
    }

    /// <summary>Unpacks an opened archive into a folder that appears only when everything was authenticated and found safe.</summary>
    /// <param name="reader">The opened file, of kind <see cref="ContentKind.Tar"/>; a reader of a pipe is used up by this.</param>
    /// <param name="destinationFolder">The folder to make, in one that exists; it may not exist itself.</param>
    /// <param name="limits">How much may be unpacked.</param>
    /// <param name="progress">Told the number of tar bytes done so far.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <returns>The number of entries unpacked.</returns>
    /// <remarks>
    /// Permissions are restored without set-user-id, set-group-id and sticky bits, without writing for others, and within the process's
    /// umask; the new folder itself is its owner's alone (mode 0700). Hard links become copies. The content is not flushed to disk file by
    /// file.
    /// </remarks>
    /// <exception cref="ArgumentException">The path is empty, or a limit is negative.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder that is to hold the new one does not exist.</exception>
    /// <exception cref="LocketException">
    /// <see cref="LocketFailure.OutputExists"/>. <see cref="LocketFailure.UnsafeArchive"/>: the file holds no folder, or an entry was
    /// refused; the message names it. <see cref="LocketFailure.DamagedPayload"/> or <see cref="LocketFailure.Truncated"/>.
    /// </exception>
    /// <exception cref="IOException">Something cannot be written.</exception>
    public static Task<int> ExtractAsync(
        LocketReader reader,
        string destinationFolder,
        ArchiveLimits? limits = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentException.ThrowIfNullOrEmpty(destinationFolder);
        limits ??= new ArchiveLimits();
        ArgumentOutOfRangeException.ThrowIfNegative(limits.MaxEntries, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfNegative(limits.MaxTotalInBytes, nameof(limits));
        return ExtractCoreAsync(reader, destinationFolder, limits, progress, cancellationToken);
    }

    private static async Task<int> ExtractCoreAsync(
        LocketReader reader, string destinationFolder, ArchiveLimits limits, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (reader.Metadata?.Kind != ContentKind.Tar)
        {
            throw new LocketException(LocketFailure.UnsafeArchive, "the file holds no folder");
        }

        using PartialFolder partial = PartialFolder.Create(destinationFolder);
        TarUnpacker unpacker = new(partial.FullPath, limits);
        await PipeTransfer.RunAsync(
            (tar, token) => reader.DecryptToAsync(tar, progress, token), unpacker.UnpackAsync, cancellationToken).ConfigureAwait(false);

        // Here the last chunk was authenticated, and the whole archive found safe.
        unpacker.Finish(reader.Metadata.ModificationTime);
        partial.Complete();
        return unpacker.EntryCount;
    }

    private static EncryptionOptions Prepare(
        string folderPath, string? destinationPath, IReadOnlyList<Recipient> recipients, EncryptionOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(folderPath);
        ArgumentNullException.ThrowIfNull(recipients);
        DirectoryInfo folder = new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folderPath)));
        if (!folder.Exists)
        {
            throw new DirectoryNotFoundException($"no such folder: {folderPath}");
        }

        // The output would grow while it is packed.
        if (destinationPath is not null && RealPath.IsInside(destinationPath, folderPath))
        {
            throw new LocketException(LocketFailure.SameFile, $"{destinationPath} would lie inside the folder that is packed");
        }

        options ??= new EncryptionOptions();
        FileMetadata metadata = options.Metadata
            ?? new FileMetadata { Name = folder.Name, ModificationTime = new DateTimeOffset(folder.LastWriteTimeUtc) };
        return options with { Metadata = metadata with { Kind = ContentKind.Tar } };
    }
}
