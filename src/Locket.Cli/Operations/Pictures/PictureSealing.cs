using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>
/// Runs <c>locket picture seal</c>: inputs, secrets, pictures several at a time, report; with <c>--watch</c> again and again.
/// </summary>
internal sealed class PictureSealing
{
    /// <summary>How often a watched folder is looked at.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long a file of a watched folder must stay the same: longer than cameras and copies pause.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly CommandRun _run;
    private readonly PictureSealRequest _request;
    private readonly PictureReport _report;
    private readonly OutputPlace _place;
    private readonly OutputPlace? _copyPlace;

    public PictureSealing(CommandRun run, PictureSealRequest request, bool isQuiet)
    {
        _run = run;
        _request = request;
        _report = new PictureReport(run, isSealing: true, request.Json, isQuiet);
        _place = PictureFolder.From(run.Console, request.Output);
        _copyPlace = request.CleanCopyFolder is null
            ? null
            : PictureFolder.From(run.Console, request.CleanCopyFolder, PictureFolder.CleanCopyOption);
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // 1. What would be done, and every mistake that can be seen without a password.
        PictureFiles files = Find();
        if (_request.Watches && !_request.Inputs.Any(input => Directory.Exists(_run.Console.FullPath(input))))
        {
            throw CommandException.Usage("--watch needs a folder", "name the folder that new pictures come into");
        }

        _report.TakeFound(files);
        foreach ((string name, Exception failure) in files.Failures)
        {
            await _report.FailAsync(name, failure);
        }

        if (files.All.Count == 0 && !_request.Watches)
        {
            await _report.EndAsync();
            return (int)_run.Code;
        }

        // 2. The secrets.
        using CredentialSet secrets = new();
        await NewSecrets.LoadAsync(_run, _request.Credentials, secrets, cancellationToken);
        Recipient[] recipients =
        [
            .. secrets.Keys.Select(key => new KeyRecipient(key)),
            .. secrets.Passwords.Select(password => new PasswordRecipient(password, _request.Kdf)),
        ];
        using PictureThumbnails thumbnails = new(_run.Console, _request.HasNoThumbnails, _request.ParallelFiles);
        await using ProgressMeter progress = _run.Progress;
        try
        {
            PictureSealer sealer = new(recipients, secrets.All, new PictureSealerOptions
            {
                Encryption = _request.Options,
                ParallelFiles = _request.ParallelFiles,
                ThumbnailMaker = thumbnails.Maker,
            });

            // 3. The pictures: one batch derives each password once.
            if (_request.Watches)
            {
                await WatchAsync(sealer, cancellationToken);
            }
            else
            {
                await SealAsync(sealer, files.All, cancellationToken);
            }
        }
        finally
        {
            Array.ForEach(recipients, recipient => recipient.Dispose());
            await _report.EndAsync();
        }

        return (int)_run.Code;
    }

    private PictureFiles Find() => new PictureFiles(
        _run.Console, FullPath(_place.Folder), isSealed: false)
    { OtherOutputFolder = FullPath(_copyPlace?.Folder) }.Find(_request.Inputs);

    private string? FullPath(string? folder) => folder is null ? null : _run.Console.FullPath(folder);

    /// <summary>Until the person stops it, which is how watching ends and no failure.</summary>
    private async Task WatchAsync(PictureSealer sealer, CancellationToken cancellationToken)
    {
        SettledFiles settled = new(Rest, _run.Console.Time);
        _run.Reporter.Note("watching; Ctrl-C stops");
        try
        {
            while (true)
            {
                Dictionary<string, PictureFile> files = new(StringComparer.Ordinal);
                foreach (PictureFile file in Find().All)
                {
                    files.TryAdd(file.Path, file);
                }

                PictureFile[] complete = [.. settled.Take(files.Keys).Select(path => files[path])];
                if (complete.Length > 0)
                {
                    await SealAsync(sealer, complete, cancellationToken, settled);
                }

                await Task.Delay(Interval, _run.Console.Time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await _run.Progress.HideAsync();
        }
    }

    private async Task SealAsync(
        PictureSealer sealer, IReadOnlyList<PictureFile> files, CancellationToken cancellationToken, SettledFiles? watched = null)
    {
        string[] outputs = [.. files.Select(OutputOf)];
        string?[] copies = [.. files.Select(CopyOf)];
        PictureSealJob JobOf(PictureFile file, int index)
            => new(file.Path, _run.Console.FullPath(outputs[index])) { CleanCopyPath = FullPath(copies[index]) };
        await PictureProgress.FollowAsync(
            _run.Progress,
            files,
            sealer.SealAllAsync(files.Select(JobOf), cancellationToken),
            async (at, outcome) =>
            {
                if (watched is not null && outcome.Failure is LocketException { Reason: LocketFailure.SourceChanged })
                {
                    // Somebody still wrote to it. It comes again when it is at rest.
                    watched.Forget(files[at].Path);
                }
                else
                {
                    await _report.TakeAsync(files[at].Name, outputs[at], outcome, copies[at]);
                }
            },
            hasTotal: !_request.Watches);
    }

    private string OutputOf(PictureFile file)
        => _place.NameFor(file.Folder, file.RelativeFolder, Path.GetFileName(file.Path) + LocketFile.Extension);

    private string? CopyOf(PictureFile file) => _copyPlace?.NameFor(file.Folder, file.RelativeFolder, Path.GetFileName(file.Path));
}
