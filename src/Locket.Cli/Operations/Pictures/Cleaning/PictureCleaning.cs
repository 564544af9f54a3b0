using Locket.Cli.Commands;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures.Cleaning;

/// <summary>Runs <c>locket picture clean</c>: plan, pictures several at a time, report.</summary>
internal sealed class PictureCleaning
{
    private readonly CommandRun _run;
    private readonly PictureCleanRequest _request;
    private readonly CleaningAnswers _answers;

    public PictureCleaning(CommandRun run, PictureCleanRequest request)
    {
        _run = run;
        _request = request;
        _answers = new CleaningAnswers(run, request);
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        PictureCleanPlan plan = PictureCleanPlan.Make(_run.Console, _request);
        await using ProgressMeter progress = _run.Progress;
        _answers.TakeFound(plan.Files);
        foreach ((string name, Exception failure) in plan.Files.Failures)
        {
            await _answers.FailAsync(name, failure);
        }

        try
        {
            await CleanAsync(plan, cancellationToken);
        }
        finally
        {
            await _answers.EndAsync();
        }

        return (int)_run.Code;
    }

    private async Task CleanAsync(PictureCleanPlan plan, CancellationToken cancellationToken)
    {
        IReadOnlyList<PictureFile> files = plan.Files.All;
        PictureFileCleaner cleaner = new(new PictureFileCleanerOptions
        {
            Cleaning = new CleaningOptions { KeepColorProfile = _request.KeepsColorProfile, KeepOrientation = _request.KeepsOrientation },
            Overwrite = _request.Force,
            ParallelFiles = _request.ParallelFiles,
        });
        IEnumerable<PictureCleanJob> jobs = files.Zip(
            plan.Outputs, (file, output) => new PictureCleanJob(file.Path, output is null ? null : _run.Console.FullPath(output)));
        await PictureProgress.FollowAsync(
            _run.Progress,
            files,
            cleaner.CleanAllAsync(jobs, cancellationToken),
            (at, outcome) => _answers.TakeAsync(files[at].Name, plan.Outputs[at], outcome));
    }
}
