using System.Diagnostics.CodeAnalysis;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>Runs <c>locket decrypt</c>: one file after the other, each to the place that its sealed name or the options say.</summary>
internal sealed class Decryption
{
    private readonly CommandRun _run;
    private readonly DecryptRequest _request;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public Decryption(CommandRun run, DecryptRequest request)
    {
        _run = run;
        _request = request;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        List<DecryptJob> jobs = await JobsAsync();
        bool several = _request.Inputs.Count > 1 || jobs.Count > 1 || jobs.Exists(job => job.RelativeFolder.Length > 0);
        OutputPlace place = OutputPlace.From(_run.Console, _request.Output, several);
        if (_request.Salvage && place.IsStandardOutput)
        {
            throw CommandException.Usage("--salvage needs a file to write to", "name one with -o");
        }

        using FileOpener opener = new(_run.Console, _run.Reporter, _run.Progress, _request.Credentials, _request.Options);
        await using ProgressMeter progress = _run.Progress;
        progress.Expect(ExpectedLength(jobs));
        foreach (DecryptJob job in jobs)
        {
            try
            {
                await DecryptAsync(job, place, opener, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                await _run.FailAsync(job.Name, failure);
            }
        }

        return (int)_run.Code;
    }

    private async Task<List<DecryptJob>> JobsAsync()
    {
        List<DecryptJob> jobs = [];
        foreach (string input in _request.Inputs.Count > 0 ? _request.Inputs : ["-"])
        {
            string path = _run.Console.FullPath(input);
            if (!_request.Recursive || !Directory.Exists(path))
            {
                jobs.Add(new DecryptJob(input, string.Empty));
                continue;
            }

            IReadOnlyList<string> files = InputTree.RelativeFiles(
                path, out IReadOnlyList<(string Folder, CommandException Failure)> failures);
            jobs.AddRange(files
                .Where(file => file.EndsWith(LocketFile.Extension, StringComparison.OrdinalIgnoreCase))
                .Select(file => new DecryptJob(Path.Join(input, file), Path.Join(InputTree.NameOf(path), Path.GetDirectoryName(file)))));
            foreach ((string folder, CommandException failure) in failures)
            {
                await _run.FailAsync(Path.Join(input, folder), failure);
            }
        }

        return jobs;
    }

    private long ExpectedLength(List<DecryptJob> jobs)
    {
        long total = 0;
        foreach (DecryptJob job in jobs)
        {
            FileInfo file = new(_run.Console.FullPath(job.Name));
            if (!file.Exists)
            {
                return 0;
            }

            total += file.Length;
        }

        return total;
    }

    [SuppressMessage("Reliability", "CA2025", Justification = "Waiting.For returns when the task has ended.")]
    private async Task DecryptAsync(DecryptJob job, OutputPlace place, FileOpener opener, CancellationToken cancellationToken)
    {
        using LocketInput input = LocketInput.Open(_run.Console, job.Name);
        if (_request.Salvage && input.IsPipe)
        {
            throw CommandException.Usage(
                "--salvage needs a file to read: a pipe cannot be read out of order", "save it as a file first, then salvage that");
        }

        using LocketReader reader = await opener.OpenAsync(input, cancellationToken);
        bool isTar = reader.Metadata?.Kind == ContentKind.Tar;
        IProgress<long>? progress = _run.Progress.Start(job.Name);
        if (place.IsStandardOutput || (input.IsStandardInput && _request.Output is null))
        {
            await using TextOnlyStream guard = new(_run.Console.Output);
            Stream output = _run.Console.IsOutputTerminal && !_request.Force ? guard : _run.Console.Output;
            Waiting.For(() => reader.DecryptToAsync(output, progress, cancellationToken));
            await output.FlushAsync(cancellationToken);
            return;
        }

        bool unpacks = isTar && !_request.KeepTar && !_request.Salvage;
        string name = OutputName.For(job, reader.Metadata, unpacks, place);
        string path = _run.Console.FullPath(name);
        if (_written.Contains(path))
        {
            throw new CommandException(
                ExitCode.OutputExists, $"another file of this run was already decrypted to '{name}'", "decrypt it on its own, with -o");
        }

        place.Prepare(name, isFolder: unpacks);
        if (_request.Salvage)
        {
            _run.Note(SalvageSummary.Print(_run, job.Name, name, await reader.SalvageToFileAsync(path, progress, cancellationToken)));
        }
        else if (unpacks)
        {
            Waiting.For(() => FolderArchive.ExtractAsync(reader, path, limits: null, progress, cancellationToken));
        }
        else
        {
            Waiting.For(() => reader.DecryptToFileAsync(path, progress, cancellationToken));
        }

        _written.Add(path);
        _run.Progress.Finish(input.LengthInBytes);
        await _run.Progress.HideAsync();
        _run.Reporter.Done(job.Name, name);
    }
}
