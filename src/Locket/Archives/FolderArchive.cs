namespace Locket;

/// <summary>A folder as one Locket file: a tar stream that goes straight into the encryption, with no clear temporary file.</summary>
public static class FolderArchive
{
    /// <summary>Encrypts a folder to a file that appears only when complete. Symbolic links are kept as links, not followed.</summary>
    /// <param name="progress">Told the number of tar bytes done so far.</param>
    public static Task EncryptFolderAsync(
        string folderPath,
        string destinationPath,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Encrypts a folder to a stream.</summary>
    public static Task EncryptFolderAsync(
        string folderPath,
        Stream destination,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Unpacks an opened archive into a folder that appears only when everything was authenticated and found safe.</summary>
    /// <returns>The number of entries unpacked.</returns>
    public static Task<int> ExtractAsync(
        LocketReader reader,
        string destinationFolder,
        ArchiveLimits? limits = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
        => throw new NotImplementedException();
}
