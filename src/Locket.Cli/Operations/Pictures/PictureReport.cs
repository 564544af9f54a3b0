using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>Says what became of each picture of a batch, and at the end of all of them.</summary>
internal sealed class PictureReport
{
    private readonly CommandRun _run;
    private readonly bool _isSealing;
    private readonly bool _isJson;
    private readonly bool _isQuiet;
    private readonly Dictionary<string, int> _thumbnailNotes = new(StringComparer.Ordinal);
    private PictureSummaryJson _sum = new();

    public PictureReport(CommandRun run, bool isSealing, bool isJson, bool isQuiet)
    {
        _run = run;
        _isSealing = isSealing;
        _isJson = isJson;
        _isQuiet = isQuiet;
    }

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
        await TellAsync(new PictureJson { File = name, Status = "failed" }, failure);
    }

    public async Task TakeAsync(string name, string? output, PictureOutcome outcome, string? cleanCopy = null)
    {
        Count(outcome);
        Exception? copyFailure = outcome.CleanCopy?.Failure;
        FileMetadata? metadata = outcome.Metadata;
        PictureJson answer = new()
        {
            File = name,
            Status = StatusName(outcome.Status),
            Output = output,
            Name = metadata?.Name,
            MediaType = metadata?.MediaType,
            Width = metadata?.Width,
            Height = metadata?.Height,
            Orientation = metadata?.Orientation,
            Animated = metadata?.IsAnimated,
            TakenAt = metadata?.TakenAt,
            TakenOffset = TakenOffsetText.Of(metadata?.TakenOffset),
            HasPlace = metadata?.HasPlace,
            HasThumbnail = outcome.HasThumbnail,
            ContentLengthInBytes = outcome.ContentLengthInBytes,
            Sha256 = metadata?.Sha256,
            Note = outcome.Note,
            ThumbnailNote = outcome.ThumbnailNote,
            CleanCopy = outcome.CleanCopy?.Report is null ? null : cleanCopy,
            CleanCopyNote = copyFailure is null ? null : _run.Console.AsGiven(ErrorTable.Explain(copyFailure).Message),
        };

        // A picture that cannot be cleaned is sealed as well as any other; that a copy could not be written is a failure.
        Exception? failure = outcome.Failure ?? (copyFailure is PictureException ? null : copyFailure);
        string option = outcome.Failure is null ? PictureFolder.CleanCopyOption : PictureFolder.OutputOption;
        await TellAsync(answer, failure is null ? null : PictureErrors.Explain(failure, option));
        if (copyFailure is PictureException && !_isJson)
        {
            await _run.Progress.HideAsync();
            _run.Reporter.Note($"{Shown.Text(name)}: no clean copy: {Shown.Text(answer.CleanCopyNote!)}");
        }

        if (outcome.Note is string note && !_isJson)
        {
            await _run.Progress.HideAsync();
            _run.Reporter.Note($"{Shown.Text(name)}: {note}; sealed as a file");
        }

        if (outcome.Status == PictureStatus.Done)
        {
            await _run.DoneOfManyAsync(name, output ?? string.Empty);
        }
    }

    public async Task EndAsync()
    {
        await _run.Progress.HideAsync();
        if (_isJson)
        {
            await WriteAsync(_sum, AnswerJson.Readable.PictureSummaryJson);
            return;
        }

        if (_isQuiet)
        {
            return;
        }

        string done = _isSealing ? "sealed" : "opened";
        Line(done, _sum.Done, Shown.Size(_sum.ContentLengthInBytes), always: true);
        Line($"already {done}", _sum.AlreadyDone, "the same content by SHA-256");
        Line("as files", _sum.WithNote, "broken, or no picture that is known");
        Line("without a SHA-256", _sum.NotCompared, "not made by 'locket picture seal'; their encryption vouches for them");
        foreach ((string reason, int count) in _thumbnailNotes)
        {
            Line("without a thumbnail", count, reason);
        }

        Line("clean copies", _sum.CleanCopies);
        Line("without a clean copy", _sum.WithoutCleanCopy, "'locket picture clean --dry-run' says why, and what to do");
        Line("failed", _sum.Failed);
        Line("links", _sum.LinksNotFollowed, PictureFolder.LinksRemark);
        CountLine.WriteUnfinished(_run.Console.OutputText, _sum.UnfinishedFiles);
    }

    private string StatusName(PictureStatus status) => status switch
    {
        PictureStatus.Done => _isSealing ? "sealed" : "opened",
        PictureStatus.AlreadyDone => _isSealing ? "already-sealed" : "already-opened",
        _ => "failed",
    };

    private void Count(PictureOutcome outcome)
    {
        bool isDone = outcome.Status == PictureStatus.Done;
        _sum = _sum with
        {
            Done = _sum.Done + (isDone ? 1 : 0),
            AlreadyDone = _sum.AlreadyDone + (outcome.Status == PictureStatus.AlreadyDone ? 1 : 0),
            Failed = _sum.Failed + (outcome.Status == PictureStatus.Failed ? 1 : 0),
            WithThumbnail = _sum.WithThumbnail + (isDone && outcome.HasThumbnail ? 1 : 0),
            WithNote = _sum.WithNote + (outcome.Note is null ? 0 : 1),
            CleanCopies = _sum.CleanCopies + (outcome.CleanCopy?.Report is null ? 0 : 1),
            WithoutCleanCopy = _sum.WithoutCleanCopy + (outcome.CleanCopy?.Failure is null ? 0 : 1),
            NotCompared = _sum.NotCompared + (isDone && !outcome.IsCompared ? 1 : 0),
            ContentLengthInBytes = _sum.ContentLengthInBytes + (isDone ? outcome.ContentLengthInBytes ?? 0 : 0),
        };
        if (outcome.ThumbnailNote is string note)
        {
            _thumbnailNotes[note] = _thumbnailNotes.GetValueOrDefault(note) + 1;
        }
    }

    private async Task TellAsync(PictureJson answer, Exception? failure)
    {
        if (_isJson)
        {
            await _run.Progress.HideAsync();
            ErrorJson? error = failure is null ? null : _run.Answer(answer.File, failure);
            await WriteAsync(
                answer with { Error = error?.Error, Message = error?.Message, ExitCode = error?.ExitCode ?? (int)ExitCode.Success },
                AnswerJson.Readable.PictureJson);
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
