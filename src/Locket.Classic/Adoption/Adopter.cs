using Locket.Classic.Adoption;
using Locket.Files;

namespace Locket.Classic;

/// <summary>
/// Moves classic files to Locket: opens each, writes a Locket file, reads that back and compares, and only then, if told to, removes the
/// old one.
/// </summary>
/// <remarks>
/// <para>
/// At every moment the content is in a file under its name: in the classic one until the Locket file is on the disk with its name, and
/// was compared. A run that was stopped anyhow is simply started again; a file whose Locket file is there already is compared once more.
/// </para>
/// <para>
/// Memory does not grow with the files, but for <c>gcm-image</c> (at most <see cref="GcmImageOptions.MaxLengthInBytes"/>) and the messages
/// of <c>cbc-hmac</c>, <c>chat-cbc</c> and <c>socket-cbc</c> (96 MiB). One file at a time.
/// </para>
/// </remarks>
public sealed class Adopter
{
    private readonly ClassicSecret _secret;
    private readonly IReadOnlyList<Recipient> _recipients;
    private readonly IReadOnlyList<Credential> _credentials;
    private readonly AdoptionOptions _options;

    /// <summary>Makes an adopter for any number of files.</summary>
    /// <param name="secret">What opens the classic files.</param>
    /// <param name="recipients">Who will open the Locket files; one <see cref="PasswordRecipient"/> derives its key once for
    /// all of them.</param>
    /// <param name="credentials">What opens the Locket files again to compare them: one that belongs to a recipient will do.</param>
    /// <param name="options">The defaults where null.</param>
    /// <exception cref="ArgumentException">There is no recipient or no credential. All of them stay the caller's.</exception>
    public Adopter(
        ClassicSecret secret, IReadOnlyList<Recipient> recipients, IReadOnlyList<Credential> credentials, AdoptionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentOutOfRangeException.ThrowIfZero(recipients.Count, nameof(recipients));
        ArgumentOutOfRangeException.ThrowIfZero(credentials.Count, nameof(credentials));
        _secret = secret;
        _recipients = recipients;
        _credentials = credentials;
        _options = options ?? new();
    }

    /// <summary>Makes a folder's entries last; false where the disk failed to.</summary>
    internal Func<string, bool> FlushFolder { get; init; } = folder => OperatingSystem.IsWindows() || UnixFiles.FlushFolder(folder);

    /// <summary>Adopts one file.</summary>
    /// <param name="job">The file.</param>
    /// <param name="progress">Told how far the work is, from 0 to the classic file's length; all readings count alike.</param>
    /// <param name="cancellationToken">Stops; the classic file stays, and no unfinished file is left.</param>
    /// <returns>What became of it. Failures are told there and never thrown, but for <see cref="OperationCanceledException"/>.</returns>
    public async Task<AdoptionOutcome> AdoptAsync(
        AdoptionJob job, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        AdoptionOutcome outcome = new() { SourcePath = job.SourcePath, Status = AdoptionStatus.Failed };
        try
        {
            using OldFile old = OldFile.Open(job.SourcePath, _options.DeleteSource);
            (AdoptionScheme? scheme, outcome) = await FindSchemeAsync(job, old, outcome, cancellationToken).ConfigureAwait(false);
            return scheme is null
                ? outcome
                : await new AdoptionRun(_secret, _recipients, _credentials, _options, old, scheme.Value, FlushFolder, progress)
                    .AdoptAsync(job, outcome, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsOfTheFile(failure))
        {
            return outcome with { Failure = failure };
        }
    }

    /// <summary>Failures that concern this file, so that others can still be adopted.</summary>
    internal static bool IsOfTheFile(Exception failure)
        => failure is AdoptionException or ClassicException or LocketException or IOException or UnauthorizedAccessException
            or ArgumentException;

    private async Task<(AdoptionScheme? Scheme, AdoptionOutcome Outcome)> FindSchemeAsync(
        AdoptionJob job, OldFile old, AdoptionOutcome outcome, CancellationToken cancellationToken)
    {
        ClassicDetection detection = await ClassicDetector.DetectAsync(old.Content, old.Name, cancellationToken).ConfigureAwait(false);
        if (detection.IsLocketFile)
        {
            // Also where it was named: whoever starts 'locket adopt *' again names the outputs of the first run.
            return (null, outcome with { Status = AdoptionStatus.Skipped, Reason = detection.Reason });
        }

        AdoptionScheme? scheme = _options.Scheme ?? detection.Scheme;
        if (scheme is null)
        {
            return job.IsFound
                ? (null, outcome with { Status = AdoptionStatus.Skipped, Reason = detection.Reason })
                : throw new AdoptionException(AdoptionFailure.UnknownScheme, detection.Reason);
        }

        // Whoever names a file and a scheme knows better; among the files of a folder the bytes do.
        if (job.IsFound && (detection.Scheme ?? scheme) != scheme)
        {
            string other = AdoptionSchemes.NameOf(detection.Scheme!.Value);
            string reason = $"it is of {other}: {detection.Reason}";
            return (null, outcome with { Status = AdoptionStatus.Skipped, Scheme = detection.Scheme, Reason = reason });
        }

        if (job.IsFound && scheme == AdoptionScheme.GcmImage && !GcmImageFolder.IsEncryptedImage(old.Name))
        {
            return (null, outcome with { Status = AdoptionStatus.Skipped, Reason = "it is not called as gcm-image calls its files" });
        }

        return (scheme, outcome with { Scheme = scheme });
    }
}
