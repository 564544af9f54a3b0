using Locket.Files;
using Locket.Pictures.Sealing;

namespace Locket.Pictures;

/// <summary>
/// Opens sealed pictures: the exact bytes come back under the original name, and only after their SHA-256 was found to be the one that was
/// sealed (docs/pictures.md, "Sealed pictures"). Other Locket files open as well; what vouches for those is their encryption alone.
/// </summary>
/// <remarks>
/// A picture that is there already is kept; where its SHA-256 is the sealed one, it counts as done, so that an interrupted batch is simply
/// started again.
/// </remarks>
public sealed class PictureOpener
{
    private readonly IReadOnlyList<Credential> _credentials;
    private readonly PictureOpenerOptions _options;

    /// <summary>Makes an opener.</summary>
    /// <param name="credentials">What may open the pictures, in any order; they stay the caller's.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public PictureOpener(IReadOnlyList<Credential> credentials, PictureOpenerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _credentials = credentials;
        _options = options ?? new PictureOpenerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.ParallelFiles, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.ParallelFiles, PictureBatch.MaxParallelFiles, nameof(options));
    }

    /// <summary>Opens sealed pictures, several at a time.</summary>
    /// <param name="jobs">The sealed pictures, in the order of the outcomes.</param>
    /// <param name="cancellationToken">Stops; outputs that were complete stay, others leave nothing behind.</param>
    /// <returns>What became of each. A failure of one does not keep the others from being opened.</returns>
    public IAsyncEnumerable<PictureOutcome> OpenAllAsync(IEnumerable<PictureOpenJob> jobs, CancellationToken cancellationToken = default)
        => PictureBatch.RunAsync(jobs, _options.ParallelFiles, Open, cancellationToken);

    /// <summary>Reads what is sealed beside pictures, several at a time, from their headers alone.</summary>
    /// <param name="paths">The sealed pictures, in the order of the answers.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>What each says of itself, or why that is not to be known.</returns>
    public IAsyncEnumerable<SealedPicture> ReadAllAsync(IEnumerable<string> paths, CancellationToken cancellationToken = default)
        => PictureBatch.RunAsync(
            paths,
            Math.Min(_options.ParallelFiles, Environment.ProcessorCount),
            (path, stop) => SealedPicture.Read(path, _credentials, _options.Decryption, stop),
            cancellationToken);

    private PictureOutcome Open(PictureOpenJob job, CancellationToken cancellationToken)
    {
        try
        {
            return OpenCore(job, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return PictureOutcome.Failed(job.SourcePath, failure);
        }
    }

    private PictureOutcome OpenCore(PictureOpenJob job, CancellationToken cancellationToken)
    {
        using LocketReader reader = LocketReader.Open(job.SourcePath, _credentials, _options.Decryption, cancellationToken);
        string? sealedDigest = reader.Metadata?.Sha256;
        string path = job.NameOutput(reader.Metadata);
        PictureOutcome outcome = new()
        {
            SourcePath = job.SourcePath,
            OutputPath = path,
            Status = PictureStatus.Done,
            Metadata = reader.Metadata,
            HasThumbnail = reader.Inspection.HasThumbnail,
            IsCompared = sealedDigest is not null,
        };
        if (Path.Exists(path))
        {
            long found = RequireSame(path, sealedDigest, cancellationToken);
            return outcome with { Status = PictureStatus.AlreadyDone, ContentLengthInBytes = found };
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using OutputFile output = OutputFile.Create(path, overwrite: false, job.SourcePath, isPrivate: true);
        using Stream content = reader.OpenContent();
        (string digest, long length) = ContentDigest.Copy(content, output.Handle, cancellationToken);
        if (sealedDigest is not null && !string.Equals(digest, sealedDigest, StringComparison.Ordinal))
        {
            throw new LocketException(
                LocketFailure.DamagedPayload, "the content is not the one that was sealed: its SHA-256 is another");
        }

        output.Complete(reader.Metadata?.ModificationTime);
        return outcome with { ContentLengthInBytes = length };
    }

    /// <summary>Whether an output is what would have been written; without a sealed SHA-256 nobody knows.</summary>
    private static long RequireSame(string path, string? sealedDigest, CancellationToken cancellationToken)
    {
        if (sealedDigest is null || !File.Exists(path))
        {
            throw new LocketException(LocketFailure.OutputExists, $"{path} exists already");
        }

        using FileStream file = PlainFile.Open(path);
        return string.Equals(ContentDigest.Compute(file.SafeFileHandle, cancellationToken), sealedDigest, StringComparison.Ordinal)
            ? file.Length
            : throw new LocketException(LocketFailure.OutputExists, $"{path} is there already, with other content");
    }
}
