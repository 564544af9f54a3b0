using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>Says what became of each file, and at the end of all of them.</summary>
internal sealed class AdoptReport
{
    private readonly CommandRun _run;
    private readonly AdoptRequest _request;
    private readonly bool _isQuiet;
    private readonly Dictionary<string, int> _skipped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _kept = new(StringComparer.Ordinal);
    private AdoptSummaryJson _sum = new();

    public AdoptReport(CommandRun run, AdoptRequest request, bool isQuiet)
    {
        _run = run;
        _request = request;
        _isQuiet = isQuiet;
    }

    /// <summary>Files that interrupted runs left unfinished.</summary>
    public void TakeUnfinished(int count) => _sum = _sum with { UnfinishedFiles = count };

    /// <summary>A file that could not even be tried.</summary>
    public async Task FailAsync(string name, Exception failure)
    {
        _sum = _sum with { Failed = _sum.Failed + 1 };
        await TellAsync(new AdoptJson { File = name, Status = "failed" }, failure);
    }

    public async Task TakeAsync(string name, AdoptionOutcome outcome)
    {
        Count(outcome);
        string? output = outcome.OutputPath is string path ? Named(name, path) : null;
        AdoptJson answer = new()
        {
            File = name,
            Status = StatusName(outcome.Status),
            Scheme = outcome.Scheme is AdoptionScheme scheme ? AdoptionSchemes.NameOf(scheme) : null,
            Detail = outcome.Detail,
            Output = output,
            ContentLengthInBytes = outcome.ContentLengthInBytes,
            Assurance = outcome.Assurance is AdoptionAssurance assurance ? AssuranceName(assurance) : null,
            SourceDeleted = outcome.IsSourceDeleted,
            Reason = outcome.Reason,
        };
        await TellAsync(answer, outcome.Failure);
        if (outcome.Status is AdoptionStatus.Adopted or AdoptionStatus.AlreadyAdopted or AdoptionStatus.WouldAdopt)
        {
            await _run.Progress.HideAsync();
            _run.Reporter.Done(name, output!);
        }
    }

    public async Task EndAsync()
    {
        if (_request.Json)
        {
            await WriteAsync(_sum, AnswerJson.Readable.AdoptSummaryJson);
            return;
        }

        if (_isQuiet)
        {
            return;
        }

        bool isDry = _request.DryRun;
        Line(isDry ? "would be adopted" : "adopted", isDry ? _sum.WouldAdopt : _sum.Adopted, always: true);
        Line("already adopted", _sum.AlreadyAdopted);
        Line("not authenticated", _sum.NotAuthenticated, "nothing vouches for these contents");
        Line("partly authenticated", _sum.PartlyAuthenticated, "a few bytes at one end could have been altered unnoticed");
        Line("old files removed", _sum.SourcesDeleted);
        foreach ((string reason, int count) in _kept)
        {
            Line("old files kept", count, reason);
        }

        foreach ((string reason, int count) in _skipped)
        {
            Line("skipped", count, reason);
        }

        Line("failed", _sum.Failed);
        CountLine.WriteUnfinished(_run.Console.OutputText, _sum.UnfinishedFiles);
    }

    private static string StatusName(AdoptionStatus status) => status switch
    {
        AdoptionStatus.Adopted => "adopted",
        AdoptionStatus.AlreadyAdopted => "already-adopted",
        AdoptionStatus.WouldAdopt => "would-adopt",
        AdoptionStatus.Skipped => "skipped",
        _ => "failed",
    };

    private static string AssuranceName(AdoptionAssurance assurance) => assurance switch
    {
        AdoptionAssurance.Authenticated => "authenticated",
        AdoptionAssurance.PartlyAuthenticated => "partly-authenticated",
        _ => "not-authenticated",
    };

    private static void Increase(Dictionary<string, int> counts, string? reason)
    {
        if (reason is not null)
        {
            counts[reason] = counts.GetValueOrDefault(reason) + 1;
        }
    }

    private void Count(AdoptionOutcome outcome)
    {
        _sum = outcome.Status switch
        {
            AdoptionStatus.Adopted => _sum with { Adopted = _sum.Adopted + 1 },
            AdoptionStatus.AlreadyAdopted => _sum with { AlreadyAdopted = _sum.AlreadyAdopted + 1 },
            AdoptionStatus.WouldAdopt => _sum with { WouldAdopt = _sum.WouldAdopt + 1 },
            AdoptionStatus.Skipped => _sum with { Skipped = _sum.Skipped + 1 },
            _ => _sum with { Failed = _sum.Failed + 1 },
        };
        _sum = _sum with
        {
            SourcesDeleted = _sum.SourcesDeleted + (outcome.IsSourceDeleted ? 1 : 0),
            NotAuthenticated = _sum.NotAuthenticated + (outcome.Assurance == AdoptionAssurance.NotAuthenticated ? 1 : 0),
            PartlyAuthenticated = _sum.PartlyAuthenticated + (outcome.Assurance == AdoptionAssurance.PartlyAuthenticated ? 1 : 0),
        };
        Increase(outcome.Status == AdoptionStatus.Skipped ? _skipped : _kept, outcome.Reason);
    }

    /// <summary>The output's path as the person would write it.</summary>
    private string Named(string input, string path)
        => Path.IsPathRooted(input) || (_request.Output is string output && Path.IsPathRooted(output))
            ? path
            : Path.GetRelativePath(_run.Console.WorkingDirectory, path);

    private async Task TellAsync(AdoptJson answer, Exception? failure)
    {
        if (_request.Json)
        {
            await _run.Progress.HideAsync();
            Problem? problem = failure is null ? null : ErrorTable.Explain(failure);
            await WriteAsync(
                answer with { Error = problem?.Reason, Message = problem?.Message, ExitCode = (int)(problem?.Code ?? ExitCode.Success) },
                AnswerJson.Readable.AdoptJson);
        }

        if (failure is not null)
        {
            await _run.FailAsync(answer.File, failure);
        }
    }

    private void Line(string label, int count, string? remark = null, bool always = false)
        => CountLine.Write(_run.Console.OutputText, label, count, remark, always);

    private Task WriteAsync<T>(T answer, JsonTypeInfo<T> type)
        => _run.Console.OutputText.WriteLineAsync(JsonSerializer.Serialize(answer, type));
}
