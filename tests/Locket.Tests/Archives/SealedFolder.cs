namespace Locket.Tests.Archives;

/// <summary>A Locket file in memory whose content is said to be an archive.</summary>
internal static class SealedFolder
{
    public static byte[] Of(byte[] tar, SymmetricKey key, ContentKind kind = ContentKind.Tar)
        => LocketFile.Encrypt(tar, [new KeyRecipient(key)], new EncryptionOptions { Metadata = new FileMetadata { Kind = kind } });

    public static async Task<int> ExtractAsync(byte[] file, SymmetricKey key, string destination, ArchiveLimits? limits = null)
    {
        using MemoryStream stream = new(file);
        using LocketReader reader = await LocketReader.OpenAsync(stream, [key]);
        return await FolderArchive.ExtractAsync(reader, destination, limits, progress: null, Xunit.TestContext.Current.CancellationToken);
    }

    public static async Task<int> ExtractTarAsync(byte[] tar, string destination, ArchiveLimits? limits = null)
    {
        using SymmetricKey key = SymmetricKey.Generate();
        return await ExtractAsync(Of(tar, key), key, destination, limits);
    }
}
