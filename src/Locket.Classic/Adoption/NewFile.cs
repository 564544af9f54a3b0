using System.Diagnostics.CodeAnalysis;
using Locket.Archives;
using Locket.Files;
using Microsoft.Win32.SafeHandles;

namespace Locket.Classic.Adoption;

/// <summary>The Locket file of one classic file: written beside its name, read back, and only then given its name.</summary>
internal sealed class NewFile : IDisposable
{
    private readonly string _path;
    private readonly IReadOnlyList<Credential> _credentials;
    private readonly DecryptionOptions _limits;
    private OutputFile? _output;

    public NewFile(string path, IReadOnlyList<Credential> credentials, DecryptionOptions limits)
    {
        _path = path;
        _credentials = credentials;
        _limits = limits;
    }

    public bool Exists => Path.Exists(_path);

    /// <summary>Encrypts what a callback writes. Nothing appears under the name yet.</summary>
    /// <param name="oldPath">The classic file, which must be another.</param>
    /// <param name="writeAsync">Writes the content.</param>
    /// <param name="recipients">Who will open it.</param>
    /// <param name="options">How; with metadata.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task WriteAsync(
        string oldPath,
        Func<Stream, CancellationToken, Task> writeAsync,
        IReadOnlyList<Recipient> recipients,
        EncryptionOptions options,
        CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        _output = OutputFile.Create(_path, overwrite: false, oldPath);

        // The handle stays the output's: it is flushed and closed when the file gets its name.
        FileStream file = new(_output.Handle, FileAccess.Write, bufferSize: 0);
        await PipeTransfer.RunAsync(
            writeAsync,
            (content, stop) => LocketFile.EncryptAsync(content, file, recipients, options, progress: null, stop),
            cancellationToken).ConfigureAwait(false);
        RandomAccess.FlushToDisk(_output.Handle);
    }

    /// <summary>Decrypts what was written.</summary>
    public async Task<ContentDigest> ReadBackAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        FileStream file = new(_output!.Handle, FileAccess.Read, bufferSize: 0) { Position = 0 };
        using LocketReader reader = await LocketReader.OpenAsync(file, _credentials, _limits, cancellationToken).ConfigureAwait(false);
        return await DigestAsync(reader, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Decrypts what was there before.</summary>
    /// <exception cref="AdoptionException">It cannot be opened.</exception>
    public async Task<ContentDigest> ReadExistingAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        if (Directory.Exists(_path))
        {
            throw new AdoptionException(AdoptionFailure.OutputDiffers, $"{_path} is a folder");
        }

        try
        {
            using LocketReader reader = await Task.Run(
                () => LocketReader.Open(_path, _credentials, _limits, cancellationToken), cancellationToken).ConfigureAwait(false);
            return await DigestAsync(reader, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (LocketException failure)
        {
            throw new AdoptionException(
                AdoptionFailure.OutputDiffers, $"{_path} exists already and cannot be opened: {failure.Message}", failure);
        }
    }

    /// <summary>Gives the file its name; then it is on the disk, and so is the name.</summary>
    /// <exception cref="LocketException">There is such a file by now.</exception>
    public void Complete() => _output!.Complete(modificationTime: null);

    /// <summary>
    /// Makes sure that the file and every name on the way to it are on the disk: an earlier run may have been stopped at any moment, and
    /// a folder that was just made is itself only an entry of another.
    /// </summary>
    public void MakeLasting()
    {
        using (SafeFileHandle handle = File.OpenHandle(
            _path,
            FileMode.Open,
            OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete))
        {
            RandomAccess.FlushToDisk(handle);
        }

        if (!OperatingSystem.IsWindows())
        {
            string? folder = Path.GetFullPath(_path);
            while ((folder = Path.GetDirectoryName(folder)) is not null)
            {
                UnixFiles.FlushFolder(folder);
            }
        }
    }

    public void Dispose() => _output?.Dispose();

    [SuppressMessage("Reliability", "CA2025", Justification = "The decryption has ended before the probe goes.")]
    private static async Task<ContentDigest> DigestAsync(
        LocketReader reader, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using ContentProbe probe = new(Stream.Null, progress);
        await reader.DecryptToAsync(probe, progress: null, cancellationToken).ConfigureAwait(false);
        return probe.Finish();
    }
}
