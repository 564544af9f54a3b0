using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>Runs <c>locket picture open</c>: inputs, secrets, pictures several at a time, report.</summary>
internal sealed class PictureOpening
{
    private readonly CommandRun _run;
    private readonly PictureOpenRequest _request;
    private readonly PictureReport _report;
    private readonly OutputPlace _place;

    public PictureOpening(CommandRun run, PictureOpenRequest request, bool isQuiet)
    {
        _run = run;
        _request = request;
        _report = new PictureReport(run, isSealing: false, request.Json, isQuiet);
        _place = PictureFolder.From(run.Console, request.Output);
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        PictureFiles files = new PictureFiles(_run.Console, outputFolder: null, isSealed: true).Find(_request.Inputs);
        _report.TakeFound(files);
        foreach ((string name, Exception failure) in files.Failures)
        {
            await _report.FailAsync(name, failure);
        }

        using FileOpener opener = new(_run.Console, _run.Reporter, _run.Progress, _request.Credentials, _request.Options);
        await using ProgressMeter progress = _run.Progress;
        if (files.All.Count > 0)
        {
            IReadOnlyList<Credential> credentials = await PictureSecrets.SettleAsync(
                _run, opener, _request.Credentials, files.All, cancellationToken);
            try
            {
                await OpenAsync(files.All, credentials, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                await _report.EndAsync();
                throw;
            }
        }

        await _report.EndAsync();
        return (int)_run.Code;
    }

    private async Task OpenAsync(
        IReadOnlyList<PictureFile> files, IReadOnlyList<Credential> credentials, CancellationToken cancellationToken)
    {
        PictureOpener opener = new(
            credentials, new PictureOpenerOptions { Decryption = _request.Options, ParallelFiles = _request.ParallelFiles });
        string?[] outputs = new string?[files.Count];
        IEnumerable<PictureOpenJob> jobs = files.Select((file, index) => new PictureOpenJob(
            file.Path,
            metadata => _run.Console.FullPath(outputs[index] = NameFor(file, metadata))));
        await PictureProgress.FollowAsync(
            _run.Progress,
            files,
            opener.OpenAllAsync(jobs, cancellationToken),
            (at, outcome) => _report.TakeAsync(files[at].Name, outputs[at], outcome));
    }

    /// <exception cref="CommandException">The sealed name is none that a sender may choose.</exception>
    private string NameFor(PictureFile file, FileMetadata? metadata)
    {
        try
        {
            return OutputName.For(new DecryptJob(file.Name, file.RelativeFolder), metadata, unpacks: false, _place);
        }
        catch (CommandException failure)
        {
            // Here -o names a folder.
            throw new CommandException(
                failure.Code, failure.Message, $"if that is wanted, open it with 'locket decrypt -o NAME {file.Name}'");
        }
    }
}
