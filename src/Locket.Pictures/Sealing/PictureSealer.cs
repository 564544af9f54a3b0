using Locket.Files;
using Locket.Payload;
using Locket.Pictures.Cleaning;
using Locket.Pictures.Sealing;

namespace Locket.Pictures;

/// <summary>
/// Seals pictures: each becomes a Locket file with its exact bytes as content, and its details and a thumbnail under seal in the header
/// (docs/pictures.md, "Sealed pictures"). What is broken or no picture is sealed as a file.
/// </summary>
/// <remarks>
/// One sealer is one batch: its recipients derive each password once. A sealed picture that is there already is kept; where it opens and
/// holds the same content, it counts as done, so that an interrupted batch is simply started again.
/// </remarks>
public sealed class PictureSealer
{
    private readonly IReadOnlyList<Recipient> _recipients;
    private readonly IReadOnlyList<Credential> _credentials;
    private readonly PictureSealerOptions _options;

    /// <summary>Makes a sealer.</summary>
    /// <param name="recipients">Who will be able to open the pictures, at least one; they stay the caller's.</param>
    /// <param name="credentials">What opens earlier outputs, to compare them; may be empty. They stay the caller's.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">There is no recipient, or an option is out of range.</exception>
    public PictureSealer(
        IReadOnlyList<Recipient> recipients, IReadOnlyList<Credential> credentials, PictureSealerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentOutOfRangeException.ThrowIfZero(recipients.Count, nameof(recipients));
        _recipients = recipients;
        _credentials = credentials;
        _options = options ?? new PictureSealerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.ParallelFiles, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_options.ParallelFiles, PictureBatch.MaxParallelFiles, nameof(options));
    }

    /// <summary>Seals pictures, several at a time.</summary>
    /// <param name="jobs">The pictures, in the order of the outcomes.</param>
    /// <param name="cancellationToken">Stops; outputs that were complete stay, others leave nothing behind.</param>
    /// <returns>What became of each. A failure of one does not keep the others from being sealed.</returns>
    public IAsyncEnumerable<PictureOutcome> SealAllAsync(IEnumerable<PictureSealJob> jobs, CancellationToken cancellationToken = default)
        => PictureBatch.RunAsync(jobs, _options.ParallelFiles, Seal, cancellationToken);

    private PictureOutcome Seal(PictureSealJob job, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream source = PlainFile.Open(job.SourcePath);
            PictureOutcome outcome = SealCore(job, source, cancellationToken);
            if (job.CleanCopyPath is null)
            {
                return outcome;
            }

            // The picture is safe by now, whatever becomes of the copy.
            source.Position = 0;
            PictureCleanJob copy = new(job.SourcePath, job.CleanCopyPath);
            CleaningOutcome cleaned = CleanCopy.TryMake(source, copy, CleaningOptions.Default, overwrite: false, cancellationToken);
            return outcome with { CleanCopy = cleaned };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return PictureOutcome.Failed(job.SourcePath, failure);
        }
    }

    private PictureOutcome SealCore(PictureSealJob job, FileStream source, CancellationToken cancellationToken)
    {
        // 1. The content as it is now. A long one is read several times; that it stayed the same is checked before anything gets a name.
        FileState state = FileState.Of(source.SafeFileHandle);
        using SourceContent content = SourceContent.Read(
            source, state.LengthInBytes, _options.ParallelFiles, job.SourcePath, cancellationToken);
        PictureOutcome outcome = new()
        {
            SourcePath = job.SourcePath,
            OutputPath = job.OutputPath,
            Status = PictureStatus.Done,
            ContentLengthInBytes = state.LengthInBytes,
            IsCompared = true,
        };
        if (Path.Exists(job.OutputPath))
        {
            RequireSame(job, content.Sha256, cancellationToken);
            return outcome with { Status = PictureStatus.AlreadyDone };
        }

        // 2. What it is.
        content.Stream.Position = 0;
        PictureExamination picture = _options.Examiner?.Examine(content.Stream) ?? new PictureExamination();
        FileMetadata metadata = picture.AddTo(FileMetadata.FromFile(job.SourcePath)) with { Sha256 = content.Sha256 };
        content.Stream.Position = 0;
        SealedThumbnail thumbnail = SealedThumbnail.Make(_options.ThumbnailMaker, content.Stream, picture, cancellationToken);

        // 3. The sealed picture.
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(job.OutputPath))!);
        EncryptionOptions options = _options.Encryption with
        {
            Workers = 1,
            Armor = false,
            Metadata = metadata,
            Thumbnail = thumbnail.Image,
        };
        using OutputFile output = OutputFile.Create(job.OutputPath, overwrite: false, job.SourcePath);
        using Encryptor encryptor = new(_recipients, options, metadata, content.Source.LengthInBytes);
        encryptor.Encrypt(content.Source, output.Handle, progress: null, cancellationToken);
        state.RequireUnchanged(source.SafeFileHandle, job.SourcePath);
        output.Complete(modificationTime: null);
        return outcome with
        {
            Metadata = metadata,
            HasThumbnail = !thumbnail.Image.IsEmpty,
            Note = picture.Note,
            ThumbnailNote = thumbnail.Note,
        };
    }

    private static string WhyNotSame(Exception failure) => (failure as LocketException)?.Reason switch
    {
        LocketFailure.NoSlotOpens => "does not open with this password or key",
        LocketFailure.NotALocketFile => "is no Locket file",
        LocketFailure.UnsupportedVersion => "a newer version of locket made it",
        LocketFailure.DamagedHeader or LocketFailure.DamagedPayload or LocketFailure.Truncated => "is damaged",
        LocketFailure.TooCostly => "opening it would cost too much",
        _ => "cannot be read",
    };

    /// <summary>
    /// Whether an output holds the same content, every byte of it: whoever hears that a picture is sealed may remove the original.
    /// </summary>
    private void RequireSame(PictureSealJob job, string digest, CancellationToken cancellationToken)
    {
        try
        {
            using LocketReader reader = LocketReader.Open(job.OutputPath, _credentials, options: null, cancellationToken);
            using Stream content = reader.OpenContent();
            string sealedDigest = ContentDigest.Copy(content, target: null, cancellationToken).Sha256;
            if (string.Equals(sealedDigest, digest, StringComparison.Ordinal))
            {
                return;
            }
        }
        catch (Exception failure) when (failure is LocketException or IOException or UnauthorizedAccessException)
        {
            throw new LocketException(
                LocketFailure.OutputExists, $"{job.OutputPath} is there already, but {WhyNotSame(failure)}", innerException: failure);
        }

        throw new LocketException(LocketFailure.OutputExists, $"{job.OutputPath} is there already, with other content");
    }
}
