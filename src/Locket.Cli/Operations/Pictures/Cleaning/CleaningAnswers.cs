using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures.Cleaning;

/// <summary>Says of each picture what was removed, and at the end how many there were.</summary>
internal sealed class CleaningAnswers
{
    private readonly CommandRun _run;
    private readonly PictureCleanRequest _request;
    private CleanedSummaryJson _sum = new();

    public CleaningAnswers(CommandRun run, PictureCleanRequest request)
    {
        _run = run;
        _request = request;
    }

    private TextWriter Output => _run.Console.OutputText;

    /// <summary>What the folders held besides.</summary>
    public void TakeFound(PictureFiles files)
        => _sum = _sum with
        {
            UnfinishedFiles = files.UnfinishedFiles,
            PassedOver = files.PassedOver,
            LinksNotFollowed = files.LinksNotFollowed,
        };

    /// <summary>A file that could not even be tried.</summary>
    public async Task FailAsync(string name, Exception failure)
    {
        _sum = _sum with { Failed = _sum.Failed + 1 };
        await WriteAsync(new CleanedJson { File = name, Status = "failed" }, failure);
        await _run.FailAsync(name, failure);
    }

    public async Task TakeAsync(string name, string? output, CleaningOutcome outcome)
    {
        if (outcome.Report is not CleaningReport report)
        {
            await FailAsync(name, outcome.Failure!);
            return;
        }

        bool hasPlace = report.Removed.Any(part => part.Kind == RemovedKind.Location);
        Count(outcome.Status, report, hasPlace);
        await WriteAsync(new CleanedJson
        {
            File = name,
            Status = StatusName(outcome.Status),
            Output = output,
            MediaType = report.MediaType,
            HasPlace = hasPlace,
            Removed = [.. report.Removed.Select(RemovedText.Json)],
            LengthBeforeInBytes = report.LengthBeforeInBytes,
            LengthAfterInBytes = report.LengthAfterInBytes,
        });
        if (!_request.Json && !_request.IsQuiet)
        {
            await _run.Progress.HideAsync();
            Print(name, output, outcome.Status, report);
        }
    }

    public async Task EndAsync()
    {
        await _run.Progress.HideAsync();
        if (_request.Json)
        {
            await WriteAsync(_sum, AnswerJson.Readable.CleanedSummaryJson);
        }
        else if (!_request.IsQuiet)
        {
            bool isDry = _request.IsDryRun;
            string removed = Shown.Size(_sum.RemovedInBytes) + (isDry ? " to remove" : " removed");
            Line(isDry ? "to clean" : "cleaned", _sum.Done, removed, always: true);
            Line("already cleaned", _sum.AlreadyDone, "the copy is there, with the same bytes");
            Line("told where they were taken", _sum.WithPlace);
            Line("had nothing to remove", _sum.WasClean);
            Line("failed", _sum.Failed, isDry ? null : "no copy was written");
            Line("links", _sum.LinksNotFollowed, PictureFolder.LinksRemark);
            CountLine.WriteUnfinished(Output, _sum.UnfinishedFiles);
        }
    }

    private string StatusName(PictureStatus status)
    {
        if (status == PictureStatus.AlreadyDone)
        {
            return "already-cleaned";
        }

        return _request.IsDryRun ? "would-clean" : "cleaned";
    }

    private void Count(PictureStatus status, CleaningReport report, bool hasPlace)
    {
        bool isDone = status == PictureStatus.Done;
        _sum = _sum with
        {
            Done = _sum.Done + (isDone ? 1 : 0),
            AlreadyDone = _sum.AlreadyDone + (isDone ? 0 : 1),
            WithPlace = _sum.WithPlace + (hasPlace ? 1 : 0),
            WasClean = _sum.WasClean + (report.WasClean ? 1 : 0),
            RemovedInBytes = _sum.RemovedInBytes + (isDone ? LengthOf(report) : 0),
        };
    }

    private void Print(string name, string? output, PictureStatus status, CleaningReport report)
    {
        string head = Shown.Text(name) + (output is null ? string.Empty : " -> " + Shown.Text(output));
        string what = (status, report.WasClean) switch
        {
            (PictureStatus.AlreadyDone, _) => "already cleaned",
            (_, true) => "nothing to remove",
            _ => Shown.Size(LengthOf(report)) + (_request.IsDryRun ? " to remove" : " removed"),
        };
        Output.WriteLine($"{head}: {what}");
        if (status == PictureStatus.Done)
        {
            // What matters most to most comes first.
            foreach (RemovedPart part in report.Removed.OrderBy(part => part.Kind == RemovedKind.Location ? 0 : 1))
            {
                Output.WriteLine("  " + RemovedText.Line(part));
            }
        }
    }

    /// <summary>What was removed, without what had to be written in its place.</summary>
    private static long LengthOf(CleaningReport report) => report.Removed.Sum(part => part.LengthInBytes);

    private void Line(string label, int count, string? remark = null, bool always = false)
        => CountLine.Write(Output, label, count, remark, always);

    private async Task WriteAsync(CleanedJson answer, Exception? failure = null)
    {
        if (_request.Json)
        {
            await _run.Progress.HideAsync();
            ErrorJson? error = failure is null ? null : _run.Answer(answer.File, failure);
            await WriteAsync(
                answer with { Error = error?.Error, Message = error?.Message, ExitCode = error?.ExitCode ?? (int)ExitCode.Success },
                AnswerJson.Readable.CleanedJson);
        }
    }

    private Task WriteAsync<T>(T answer, JsonTypeInfo<T> type) => Output.WriteLineAsync(JsonSerializer.Serialize(answer, type));
}
