namespace Locket;

/// <summary>Encrypts to and decrypts from Locket files (docs/format.md): whole buffers, streams and files.</summary>
public static class LocketFile
{
    /// <summary>The usual ending of a Locket file's name.</summary>
    public const string Extension = ".locket";

    /// <summary>Encrypts a buffer.</summary>
    public static byte[] Encrypt(ReadOnlySpan<byte> content, IReadOnlyList<Recipient> recipients, EncryptionOptions? options = null)
        => throw new NotImplementedException();

    /// <summary>Decrypts a buffer.</summary>
    public static byte[] Decrypt(ReadOnlySpan<byte> file, IReadOnlyList<Credential> credentials, DecryptionOptions? options = null)
        => throw new NotImplementedException();

    /// <summary>Decrypts a buffer of untrusted bytes without throwing for them.</summary>
    public static bool TryDecrypt(
        ReadOnlySpan<byte> file,
        IReadOnlyList<Credential> credentials,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out byte[]? content,
        DecryptionOptions? options = null)
        => throw new NotImplementedException();

    /// <summary>Encrypts a stream to a stream.</summary>
    public static Task EncryptAsync(
        Stream source,
        Stream destination,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Encrypts a stream to a file that appears only when complete.</summary>
    public static Task EncryptToFileAsync(
        Stream source,
        string destinationPath,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Encrypts a file to a file that appears only when complete.</summary>
    public static Task EncryptFileAsync(
        string sourcePath,
        string destinationPath,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Decrypts a stream to a stream.</summary>
    public static Task<FileMetadata?> DecryptAsync(
        Stream source,
        Stream destination,
        IReadOnlyList<Credential> credentials,
        DecryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Decrypts a file to a file that appears only when every byte was authenticated.</summary>
    public static Task<FileMetadata?> DecryptFileAsync(
        string sourcePath,
        string destinationPath,
        IReadOnlyList<Credential> credentials,
        DecryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
        => throw new NotImplementedException();

    /// <summary>Explains a file without opening it.</summary>
    public static FileInspection Inspect(Stream source) => throw new NotImplementedException();

    /// <summary>Explains a file without opening it.</summary>
    public static FileInspection Inspect(string path) => throw new NotImplementedException();
}
