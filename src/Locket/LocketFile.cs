using System.Diagnostics.CodeAnalysis;
using Locket.Files;

namespace Locket;

/// <summary>
/// Encrypts to and decrypts from Locket files (docs/format.md): whole buffers, streams and files. What opens a file is given as
/// <see cref="Recipient"/>s when it is made and as <see cref="Credential"/>s when it is opened; <see cref="LocketReader"/> reads parts.
/// </summary>
public static class LocketFile
{
    /// <summary>The usual ending of a Locket file's name.</summary>
    public const string Extension = ".locket";

    /// <summary>Encrypts a buffer.</summary>
    /// <param name="content">Any number of bytes.</param>
    /// <param name="recipients">Who will be able to open the file, at least one.</param>
    /// <param name="options">How; without metadata unless given.</param>
    /// <returns>The Locket file, longer by its header and 56 bytes, and by 16 bytes for every begun 16 KiB.</returns>
    /// <exception cref="ArgumentException">No recipient is given, or an option is out of range.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> content, IReadOnlyList<Recipient> recipients, EncryptionOptions? options = null)
    {
        options ??= new EncryptionOptions();
        using Encryptor encryptor = new(recipients, options, options.Metadata ?? FileMetadata.None, content.Length);
        return encryptor.Encrypt(content);
    }

    /// <summary>Decrypts a buffer.</summary>
    /// <param name="file">A Locket file.</param>
    /// <param name="credentials">What may open it, in any order.</param>
    /// <param name="options">Limits.</param>
    /// <returns>The content.</returns>
    /// <exception cref="LocketException">It is not a Locket file, nothing opens it, or it is damaged.</exception>
    public static byte[] Decrypt(ReadOnlySpan<byte> file, IReadOnlyList<Credential> credentials, DecryptionOptions? options = null)
    {
        using LocketReader reader = LocketReader.Open(file.ToArray(), credentials, options);
        return reader.DecryptToArray();
    }

    /// <summary>Decrypts a buffer of untrusted bytes without throwing for them.</summary>
    /// <param name="file">What may be a Locket file.</param>
    /// <param name="credentials">What may open it, in any order.</param>
    /// <param name="content">The content, or null.</param>
    /// <param name="options">Limits.</param>
    /// <returns>Whether it was a Locket file that opened, whole and authentic.</returns>
    public static bool TryDecrypt(
        ReadOnlySpan<byte> file,
        IReadOnlyList<Credential> credentials,
        [NotNullWhen(true)] out byte[]? content,
        DecryptionOptions? options = null)
    {
        try
        {
            content = Decrypt(file, credentials, options);
            return true;
        }
        catch (LocketException)
        {
            content = null;
            return false;
        }
    }

    /// <summary>Encrypts a stream to a stream, in bounded memory.</summary>
    /// <param name="source">
    /// The content, read until it ends; stays open. After a failure or cancellation one read that had begun may still be under way when the
    /// task ends.
    /// </param>
    /// <param name="destination">Where the file goes; stays open. After a failure it holds an unfinished file that does not open
    /// whole.</param>
    /// <param name="recipients">Who will be able to open the file, at least one.</param>
    /// <param name="options">How; without metadata unless given.</param>
    /// <param name="progress">Told the number of content bytes done so far.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>A task that ends when everything was written.</returns>
    /// <exception cref="LocketException">
    /// <see cref="LocketFailure.SourceChanged"/>: the source is a file opened for reading alone, and somebody wrote to it meanwhile.
    /// </exception>
    public static Task EncryptAsync(
        Stream source,
        Stream destination,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        return FileEncryptor.EncryptStreamAsync(
            source, destination, recipients, options ?? new EncryptionOptions(), progress, cancellationToken);
    }

    /// <summary>Encrypts a stream to a file that appears only when complete.</summary>
    /// <param name="source">The content, read until it ends; stays open.</param>
    /// <param name="destinationPath">The file to make.</param>
    /// <param name="recipients">Who will be able to open the file, at least one.</param>
    /// <param name="options">How; without metadata unless given.</param>
    /// <param name="progress">Told the number of content bytes done so far.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <returns>A task that ends when the file is safely on disk.</returns>
    /// <exception cref="LocketException">
    /// The output exists, or it is the input; or the source is a file opened for reading alone, and somebody wrote to it meanwhile.
    /// </exception>
    public static Task EncryptToFileAsync(
        Stream source,
        string destinationPath,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(destinationPath);
        return FileEncryptor.EncryptAsync(
            source, destinationPath, recipients, options ?? new EncryptionOptions(), progress, cancellationToken);
    }

    /// <summary>Encrypts a file to a file that appears only when complete, on all cores.</summary>
    /// <param name="sourcePath">The file to read.</param>
    /// <param name="destinationPath">The file to make.</param>
    /// <param name="recipients">Who will be able to open the file, at least one.</param>
    /// <param name="options">How; name and time of the source are sealed beside the content unless told otherwise.</param>
    /// <param name="progress">Told the number of content bytes done so far.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <returns>A task that ends when the file is safely on disk.</returns>
    /// <exception cref="LocketException">The output exists, it is the input, or the input changed while it was read.</exception>
    public static Task EncryptFileAsync(
        string sourcePath,
        string destinationPath,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(sourcePath);
        ArgumentException.ThrowIfNullOrEmpty(destinationPath);
        return FileEncryptor.EncryptAsync(
            sourcePath, destinationPath, recipients, options ?? new EncryptionOptions(), progress, cancellationToken);
    }

    /// <summary>Decrypts a stream to a stream, which gets each chunk only after it was authenticated.</summary>
    /// <param name="source">
    /// The Locket file; stays open. After a failure or cancellation one read that had begun may still be under way when the task ends.
    /// </param>
    /// <param name="destination">Where the content goes; stays open. After a failure it holds a true prefix of the content.</param>
    /// <param name="credentials">What may open it, in any order.</param>
    /// <param name="options">Limits.</param>
    /// <param name="progress">Told the number of content bytes done so far.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The sealed metadata, or null where the file has none.</returns>
    /// <exception cref="LocketException">It is not a Locket file, nothing opens it, or it is damaged.</exception>
    public static async Task<FileMetadata?> DecryptAsync(
        Stream source,
        Stream destination,
        IReadOnlyList<Credential> credentials,
        DecryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using LocketReader reader = await LocketReader.OpenAsync(source, credentials, options, cancellationToken).ConfigureAwait(false);
        await reader.DecryptToAsync(destination, progress, cancellationToken).ConfigureAwait(false);
        return reader.Metadata;
    }

    /// <summary>Decrypts a file to a file that appears only when every byte was authenticated, on all cores.</summary>
    /// <param name="sourcePath">The Locket file.</param>
    /// <param name="destinationPath">
    /// The file to make; its modification time is restored from the metadata, if any. On Unix a new file can be read by its owner alone.
    /// </param>
    /// <param name="credentials">What may open it, in any order.</param>
    /// <param name="options">Limits.</param>
    /// <param name="progress">Told the number of content bytes done so far.</param>
    /// <param name="cancellationToken">Stops; nothing is left behind.</param>
    /// <returns>The sealed metadata, or null where the file has none.</returns>
    /// <exception cref="LocketException">It is not a Locket file, nothing opens it, it is damaged, or the output exists.</exception>
    public static async Task<FileMetadata?> DecryptFileAsync(
        string sourcePath,
        string destinationPath,
        IReadOnlyList<Credential> credentials,
        DecryptionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        using LocketReader reader = await Task.Run(
            () => LocketReader.Open(sourcePath, credentials, options, cancellationToken), cancellationToken).ConfigureAwait(false);
        await reader.DecryptToFileAsync(destinationPath, progress, cancellationToken).ConfigureAwait(false);
        return reader.Metadata;
    }

    /// <summary>Explains a file without opening it; nothing in the answer is authenticated.</summary>
    /// <param name="source">The Locket file; stays open.</param>
    /// <returns>What its header says.</returns>
    /// <exception cref="LocketException">It is not a Locket file, or its header is malformed.</exception>
    public static FileInspection Inspect(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using LocketSource file = LocketSource.Open(source);
        return Inspector.Inspect(file);
    }

    /// <summary>Explains a file without opening it; nothing in the answer is authenticated.</summary>
    /// <param name="path">The Locket file.</param>
    /// <returns>What its header says.</returns>
    /// <exception cref="LocketException">It is not a Locket file, or its header is malformed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static FileInspection Inspect(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using LocketSource file = LocketSource.Open(path);
        return Inspector.Inspect(file);
    }
}
