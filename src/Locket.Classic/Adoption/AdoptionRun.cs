using System.Diagnostics.CodeAnalysis;
using Locket.Files;

namespace Locket.Classic.Adoption;

/// <summary>The adoption of one file whose scheme is known.</summary>
internal sealed class AdoptionRun
{
    private readonly IReadOnlyList<Recipient> _recipients;
    private readonly IReadOnlyList<Credential> _credentials;
    private readonly AdoptionOptions _options;
#pragma warning disable CA2213 // the caller's own
    private readonly OldFile _old;
#pragma warning restore CA2213
    private readonly AdoptionScheme _scheme;
    private readonly ClassicFileOpener _opener;
    private readonly Func<string, bool> _flushFolder;
    private readonly IProgress<long>? _progress;

    public AdoptionRun(
        ClassicSecret secret,
        IReadOnlyList<Recipient> recipients,
        IReadOnlyList<Credential> credentials,
        AdoptionOptions options,
        OldFile old,
        AdoptionScheme scheme,
        Func<string, bool> flushFolder,
        IProgress<long>? progress)
    {
        _flushFolder = flushFolder;
        _recipients = recipients;
        _credentials = credentials;
        _options = options;
        _old = old;
        _scheme = scheme;
        _opener = new ClassicFileOpener(scheme, options.Opening, secret);
        _progress = progress;
    }

    public async Task<AdoptionOutcome> AdoptAsync(AdoptionJob job, AdoptionOutcome outcome, CancellationToken cancellationToken)
    {
        string name = OriginalName.Of(_old.Name, _scheme);
        string path = Path.GetFullPath(job.OutputPath ?? Path.Join(
            job.OutputFolder ?? Path.GetDirectoryName(Path.GetFullPath(_old.Path))!, name + LocketFile.Extension));
        outcome = outcome with { OutputPath = path };
        try
        {
            if (FileIdentity.IsDevice(path))
            {
                throw new AdoptionException(AdoptionFailure.NotAFile, $"{path} is a pipe or a device, from which nothing can be read back");
            }

            using NewFile target = new(path, _credentials, _options.Decryption, _flushFolder);
            if (target.Exists)
            {
                return await CompareAsync(target, outcome, cancellationToken).ConfigureAwait(false);
            }

            return _options.DryRun
                ? await TryAsync(outcome, cancellationToken).ConfigureAwait(false)
                : await WriteAsync(target, name, outcome, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (Adopter.IsOfTheFile(failure))
        {
            return outcome with { Detail = _opener.Detail, Failure = failure };
        }
    }

    /// <summary>Opens and checks, and writes nothing.</summary>
    private async Task<AdoptionOutcome> TryAsync(AdoptionOutcome outcome, CancellationToken cancellationToken)
    {
        PassProgress progress = new(_progress, _old.LengthInBytes, passes: 1);
        ContentDigest content = await ReadOldAsync(progress, cancellationToken).ConfigureAwait(false);
        CheckLook(content);
        return Opened(outcome, AdoptionStatus.WouldAdopt, content) with { Reason = ReasonToKeep(outcome.OutputPath!) };
    }

    /// <summary>Compares with the Locket file of an earlier run.</summary>
    private async Task<AdoptionOutcome> CompareAsync(NewFile target, AdoptionOutcome outcome, CancellationToken cancellationToken)
    {
        if (FileIdentity.AreSame(_old.Path, outcome.OutputPath!))
        {
            throw new LocketException(LocketFailure.SameFile, $"{outcome.OutputPath} is the input itself");
        }

        PassProgress progress = new(_progress, _old.LengthInBytes, passes: 2);
        ContentDigest content = await ReadOldAsync(progress, cancellationToken).ConfigureAwait(false);
        ContentDigest existing = await target.ReadExistingAsync(progress.Next(), cancellationToken).ConfigureAwait(false);
        if (!content.IsOfSameContent(existing))
        {
            throw new AdoptionException(AdoptionFailure.OutputDiffers, $"{outcome.OutputPath} exists already with other content");
        }

        outcome = Opened(outcome, AdoptionStatus.AlreadyAdopted, content);
        return Remove(target, outcome);
    }

    private async Task<AdoptionOutcome> WriteAsync(
        NewFile target, string name, AdoptionOutcome outcome, CancellationToken cancellationToken)
    {
        PassProgress progress = new(_progress, _old.LengthInBytes, _options.DeleteSource && _opener.CanVouch ? 3 : 2);
        EncryptionOptions options = _options.Encryption with
        {
            Metadata = new FileMetadata { Name = name, ModificationTime = _old.Modified },
        };

        // 1. The old file is read once, from its beginning to its end, and written anew on the way.
        ContentDigest? content = null;
        await target.WriteAsync(
            _old.Path,
            async (stream, stop) => content = await ReadOldAsync(stream, progress.Next(), stop).ConfigureAwait(false),
            _recipients,
            options,
            cancellationToken).ConfigureAwait(false);
        CheckLook(content!);

        // 2. What the disk got is opened and compared.
        ContentDigest written = await target.ReadBackAsync(progress.Next(), cancellationToken).ConfigureAwait(false);
        if (!content!.IsOfSameContent(written))
        {
            throw new AdoptionException(AdoptionFailure.NotTheSame, "the new file does not hold what the old one gave");
        }

        // 3. Before the old file goes, it is opened a second time: a fault of the first reading would be forever.
        if (_options.DeleteSource && ReasonToKeep(outcome.OutputPath!) is null)
        {
            ContentDigest again = await ReadOldAsync(progress, cancellationToken).ConfigureAwait(false);
            if (!content.IsOfSameContent(again))
            {
                throw new AdoptionException(AdoptionFailure.NotTheSame, "the old file gave something else when it was opened again");
            }
        }

        // 4. Only now the new file gets its name; and only then the old one loses its own.
        _old.ThrowIfChanged();
        target.Complete();
        return Remove(target, Opened(outcome, AdoptionStatus.Adopted, content));
    }

    private AdoptionOutcome Remove(NewFile target, AdoptionOutcome outcome)
    {
        string? reasonToKeep = ReasonToKeep(outcome.OutputPath!);
        if (!_options.DeleteSource || reasonToKeep is not null || _options.DryRun)
        {
            return outcome with { Reason = reasonToKeep };
        }

        try
        {
            target.MakeLasting();
            target.ThrowIfReplaced();
            _old.Remove();
            return outcome with { IsSourceDeleted = true };
        }
        catch (AdoptionException failure)
        {
            // The new file is complete; that the old one is still there loses nothing.
            return outcome with { Failure = failure };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return outcome with
            {
                Failure = new AdoptionException(
                    AdoptionFailure.NotRemoved, "the new file is complete, but the old one cannot be removed", failure),
            };
        }
    }

    private AdoptionOutcome Opened(AdoptionOutcome outcome, AdoptionStatus status, ContentDigest content) => outcome with
    {
        Status = status,
        ContentLengthInBytes = content.LengthInBytes,
        Assurance = _opener.Assurance,
        Detail = _opener.Detail,
    };

    private bool IsUnverified(ContentDigest content)
        => _opener.Assurance == AdoptionAssurance.NotAuthenticated && content.IsDoubtful(_opener.IsPadded);

    private string? ReasonToKeep(string newPath)
    {
        if (!_options.DeleteSource)
        {
            return null;
        }

        // No look is proof: a wrong IV or mode leaves most of a content as it was, or its first block.
        if (_opener.Assurance == AdoptionAssurance.NotAuthenticated)
        {
            return "nothing vouches for the content; look at it, then delete the old file yourself";
        }

        return NewFile.IsLink(newPath) ? "the new name is only a link to another file" : null;
    }

    /// <summary>Random bytes, as a wrong password gives them, begin neither like text nor like a known kind of file.</summary>
    private void CheckLook(ContentDigest content)
    {
        if (IsUnverified(content) && !_options.AcceptUnverified)
        {
            throw new AdoptionException(
                AdoptionFailure.Unverified,
                $"{AdoptionSchemes.NameOf(_scheme)} cannot notice a wrong password, and the content looks neither like text "
                    + "nor like a known kind of file");
        }
    }

    private Task<ContentDigest> ReadOldAsync(PassProgress progress, CancellationToken cancellationToken)
        => ReadOldAsync(Stream.Null, progress.Next(), cancellationToken);

    [SuppressMessage("Reliability", "CA2025", Justification = "The decryption has ended before the probe goes.")]
    private async Task<ContentDigest> ReadOldAsync(Stream target, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using ContentProbe probe = new(target, progress);
        await _opener.DecryptAsync(_old.Content, probe, cancellationToken).ConfigureAwait(false);
        _old.ThrowIfChanged();
        return probe.Finish();
    }
}
