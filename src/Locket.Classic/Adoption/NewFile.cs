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
    private readonly Func<string, bool> _flushFolder;
    private OutputFile? _output;
    private FileStream? _existing;
    private FileMark? _compared;

    /// <param name="path">The Locket file's full path.</param>
    /// <param name="credentials">What opens it again.</param>
    /// <param name="limits">Limits for reading it.</param>
    /// <param name="flushFolder">Makes a folder's entries last; false where the disk failed to.</param>
    public NewFile(string path, IReadOnlyList<Credential> credentials, DecryptionOptions limits, Func<string, bool> flushFolder)
    {
        _flushFolder = flushFolder;
        _path = path;
        _credentials = credentials;
        _limits = limits;
    }

    public bool Exists => Path.Exists(_path);

    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

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
        _compared = FileMark.Of(file);
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

        if (IsLink(_path) && File.ResolveLinkTarget(_path, returnFinalTarget: true) is not { Exists: true })
        {
            throw new AdoptionException(AdoptionFailure.OutputDiffers, $"{_path} is a link that leads to nothing");
        }

        // It stays open until the old file is gone, so that no other file can get its identity.
        _existing = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _compared = FileMark.Of(_existing);
        try
        {
            using LocketReader reader = await LocketReader.OpenAsync(_existing, _credentials, _limits, cancellationToken)
                .ConfigureAwait(false);
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
    /// <exception cref="AdoptionException">The disk failed to.</exception>
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
                if (!_flushFolder(folder))
                {
                    throw NotLasting(folder);
                }
            }
        }

        // The system tells of such a failure once, which may have been when the file got its name.
        if (_output is { IsNameLasting: false })
        {
            throw NotLasting(Path.GetDirectoryName(_path)!);
        }
    }

    /// <exception cref="AdoptionException">The name means another file than the one that was compared, or it was written to.</exception>
    public void ThrowIfReplaced()
    {
        FileMark found;
        using (FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
        {
            found = FileMark.Of(file);
        }

        if (found != _compared || IsLink(_path))
        {
            throw new AdoptionException(
                AdoptionFailure.NotTheSame, $"{_path} was changed or replaced after it was compared; the old file was kept");
        }
    }

    public void Dispose()
    {
        _existing?.Dispose();
        _output?.Dispose();
    }

    private static AdoptionException NotLasting(string folder)
        => new(AdoptionFailure.NotRemoved, $"the disk failed to keep the names in {folder}, so the old file was kept");

    [SuppressMessage("Reliability", "CA2025", Justification = "The decryption has ended before the probe goes.")]
    private static async Task<ContentDigest> DigestAsync(
        LocketReader reader, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using ContentProbe probe = new(Stream.Null, progress);
        await reader.DecryptToAsync(probe, progress: null, cancellationToken).ConfigureAwait(false);
        return probe.Finish();
    }
}
