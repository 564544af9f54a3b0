using Locket.Payload;

namespace Locket.Files;

/// <summary>Encrypts to files that appear only when complete.</summary>
internal static class FileEncryptor
{
    public static async Task EncryptAsync(
        Stream source,
        string destinationPath,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions options,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        string? sourcePath = FileIdentity.PathOf(source);
        await WriteAsync(
            sourcePath,
            destinationPath,
            options,
            destination => EncryptStreamAsync(source, destination, recipients, options, progress, cancellationToken)).ConfigureAwait(false);
    }

    public static Task EncryptAsync(
        string sourcePath,
        string destinationPath,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions options,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
        => Task.Run(
            () => EncryptFileAsync(sourcePath, destinationPath, recipients, options, progress, cancellationToken), cancellationToken);

    public static async Task EncryptStreamAsync(
        Stream source,
        Stream destination,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions options,
        IProgress<long>? progress,
        CancellationToken cancellationToken,
        string sourceName = "the input")
    {
        Pipes.Enlarge(source);
        Pipes.Enlarge(destination);
        long? length = source.CanSeek && source.Length > 0 ? source.Length - source.Position : null;
        using Encryptor encryptor = await Task.Run(
            () => new Encryptor(recipients, options, options.Metadata ?? FileMetadata.None, length),
            cancellationToken).ConfigureAwait(false);
        Stream content = SteadySource.Watch(source, sourceName);
        await encryptor.EncryptAsync(content, destination, progress, cancellationToken).ConfigureAwait(false);
    }

    private static async Task EncryptFileAsync(
        string sourcePath,
        string destinationPath,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions options,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        FileStream source = new(sourcePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        await using (source.ConfigureAwait(false))
        {
            options = options with { Metadata = options.Metadata ?? FileMetadata.FromFile(sourcePath) };

            // Pipes have no length, and files of the kernel's own say 0 and still have content: both are read until they end.
            if (source.CanSeek && source.Length > 0 && !options.Armor && !FileIdentity.IsDevice(destinationPath))
            {
                EncryptPositional(source, sourcePath, destinationPath, recipients, options, progress, cancellationToken);
                return;
            }

            await WriteAsync(
                sourcePath,
                destinationPath,
                options,
                destination => EncryptStreamAsync(source, destination, recipients, options, progress, cancellationToken, sourcePath))
                .ConfigureAwait(false);
        }
    }

    private static void EncryptPositional(
        FileStream source,
        string sourcePath,
        string destinationPath,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions options,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        using OutputFile output = OutputFile.Create(destinationPath, options.Overwrite, sourcePath, isPrivate: false);
        FileState state = FileState.Of(source.SafeFileHandle);
        using FileSource content = new(source.SafeFileHandle);
        using Encryptor encryptor = new(recipients, options, options.Metadata ?? FileMetadata.None, content.LengthInBytes);
        encryptor.Encrypt(content, output.Handle, progress, cancellationToken);

        // Batches were read at different moments: only a file that nobody touched meanwhile is one state of it.
        state.RequireUnchanged(source.SafeFileHandle, sourcePath);
        output.Complete(modificationTime: null);
    }

    private static async Task WriteAsync(string? sourcePath, string destinationPath, EncryptionOptions options, Func<Stream, Task> write)
    {
        if (FileIdentity.IsDevice(destinationPath))
        {
            FileStream device = new(destinationPath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            await using (device.ConfigureAwait(false))
            {
                await write(device).ConfigureAwait(false);
            }

            return;
        }

        using OutputFile output = OutputFile.Create(destinationPath, options.Overwrite, sourcePath, isPrivate: false);
        FileStream destination = new(output.Handle, FileAccess.Write, bufferSize: 0);
        await write(destination).ConfigureAwait(false);
        output.Complete(modificationTime: null);
    }
}
