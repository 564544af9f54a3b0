using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>Runs <c>locket adopt</c>: plan, secrets, one file after the other, report.</summary>
internal sealed class AdoptRun
{
    private readonly CommandRun _run;
    private readonly AdoptRequest _request;
    private readonly AdoptReport _report;

    public AdoptRun(CommandRun run, AdoptRequest request, bool isQuiet)
    {
        _run = run;
        _request = request;
        _report = new AdoptReport(run, request, isQuiet);
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // 1. What would be done, and every mistake that can be seen without a password.
        AdoptPlan plan = new AdoptPlan(_run.Console, _request).Make();
        _report.TakeUnfinished(plan.UnfinishedFiles);
        foreach ((string name, Exception failure) in plan.Failures)
        {
            await _report.FailAsync(name, failure);
        }

        if (plan.Inputs.Count > 0)
        {
            try
            {
                await AdoptAsync(plan.Inputs, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                await _run.Progress.HideAsync();
                await _report.EndAsync();
                throw;
            }
        }

        await _report.EndAsync();
        return (int)_run.Code;
    }

    private async Task AdoptAsync(IReadOnlyList<AdoptInput> inputs, CancellationToken cancellationToken)
    {
        using AdoptSecrets secrets = await AdoptSecrets.LoadAsync(_run, _request, cancellationToken);
        AdoptionScheme? scheme = null;
        if (_request.Scheme is not null && !AdoptionSchemes.TryParse(_request.Scheme.Name, out scheme))
        {
            throw CommandException.Usage($"{_request.Scheme.Name} cannot be adopted", "see 'locket adopt --help'");
        }

        Adopter adopter = new(secrets.Old, secrets.Recipients, secrets.Credentials, new AdoptionOptions
        {
            Scheme = scheme,
            Opening = AdoptParameters.Opening(_request.Parameters),
            DeleteSource = _request.Delete,
            DryRun = _request.DryRun,
            AcceptUnverified = _request.AcceptUnverified,
            Encryption = _request.Encryption,
            Decryption = _request.Decryption,
        });
        await using ProgressMeter progress = _run.Progress;
        progress.Expect(inputs.Sum(input => input.LengthInBytes));
        foreach (AdoptInput input in inputs)
        {
            AdoptionOutcome outcome = await adopter.AdoptAsync(input.Job, progress.Start(input.Name), cancellationToken);
            progress.Finish(input.LengthInBytes);
            await _report.TakeAsync(input.Name, outcome);
        }
    }
}
