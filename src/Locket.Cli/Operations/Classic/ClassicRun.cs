using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>Runs <c>locket classic encrypt</c> or <c>decrypt</c>: plan, secret, then one file after the other.</summary>
internal sealed class ClassicRun
{
    private readonly CommandRun _run;
    private readonly ClassicRequest _request;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public ClassicRun(CommandRun run, ClassicRequest request)
    {
        _run = run;
        _request = request;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (_request.Encrypts && !_request.Scheme.CanEncrypt)
        {
            throw CommandException.Usage($"{_request.Scheme.Name} is only read, never written", "use 'locket encrypt'");
        }

        // 1. What would be done, and every mistake that can be seen without a password.
        ClassicPlan plan = new(_run, _request);
        IReadOnlyList<ClassicJob> jobs = plan.Jobs();
        Check(jobs);
        ClassicSecretSource source = new(_run, _request.Scheme, _request.Credentials);
        if (_request.Scheme.Warning is string warning)
        {
            _run.Reporter.Note(warning);
        }

        // 2. The secret, and its file.
        using ClassicKeyOutput key = new(_run.Console, _request);
        using ClassicSecret secret = key.MakesRandomKey
            ? key.RandomKey()
            : await source.LoadAsync(_request.Encrypts, cancellationToken);
        using ClassicSecret? derived = key.Write(secret);

        // 3. The files.
        IClassicWorker worker = _request.Scheme.CreateWorker();
        await using ProgressMeter progress = _run.Progress;
        progress.Expect(ExpectedLength(jobs));
        foreach (ClassicJob job in jobs)
        {
            try
            {
                await RunAsync(job, plan.Place, worker, derived ?? secret, cancellationToken);
                key.Keep();
                if (worker.Remark is string remark)
                {
                    _run.Reporter.Note(remark);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                await _run.FailAsync(job.Name, failure);
            }
        }

        return (int)_run.Code;
    }

    private void Check(IReadOnlyList<ClassicJob> jobs)
    {
        if (jobs.Any(job => job.IsStandardInput) && _request.Credentials.StandardInput)
        {
            throw CommandException.Usage(
                "the standard input cannot carry both the password and the data", "use --password-file, --password-fd or --password-env");
        }

        if (_request.Encrypts && !_request.Scheme.IsText && !_request.Force && _run.Console.IsOutputTerminal
            && jobs.Any(job => job.Output is null))
        {
            throw CommandException.Usage("encrypted bytes would garble the terminal", "write to a file with -o");
        }
    }

    private long ExpectedLength(IReadOnlyList<ClassicJob> jobs)
    {
        FileInfo[] files = [.. jobs.Select(job => new FileInfo(_run.Console.FullPath(job.Name)))];
        return Array.TrueForAll(files, file => file.Exists) ? files.Sum(file => file.Length) : 0;
    }

    private async Task RunAsync(
        ClassicJob job, OutputPlace place, IClassicWorker worker, ClassicSecret secret, CancellationToken cancellationToken)
    {
        FileStream? file = job.IsStandardInput ? null : InputFile.Open(_run.Console.FullPath(job.Name));
        await using FileStream? closed = file;
        long length = file is { CanSeek: true } ? file.Length : 0;
        IProgress<long>? progress = _run.Progress.Start(job.Name);
        Stream input = file ?? _run.Console.Input;
        await using CountingStream? counted = progress is null ? null : new(input, progress);
        Task TransformAsync(Stream target, CancellationToken stop) => _request.Encrypts
            ? worker.EncryptAsync(counted ?? input, target, secret, _request.Parameters, stop)
            : worker.DecryptAsync(counted ?? input, target, secret, _request.Parameters, stop);

        if (job.Output is null)
        {
            await using TextOnlyStream guard = new(_run.Console.Output);
            Stream output = _run.Console.IsOutputTerminal && !_request.Force ? guard : _run.Console.Output;
            await TransformAsync(output, cancellationToken);
            await output.FlushAsync(cancellationToken);
            return;
        }

        string path = _run.Console.FullPath(job.Output);

        // Many disks take A.png and a.png for one name, and with --force the second output would replace the first.
        if (!_written.Add(Path.Join(Path.GetDirectoryName(path), Path.GetFileName(path).ToUpperInvariant())))
        {
            throw new CommandException(
                ExitCode.OutputExists, $"another file of this run was already written to '{job.Output}'", "do it on its own, with -o");
        }

        place.Prepare(job.Output);
        await ClassicFile.WriteAsync(path, _request.Force, isPrivate: !_request.Encrypts, file?.Name, TransformAsync, cancellationToken);
        _run.Progress.Finish(length);
        await _run.Progress.HideAsync();
        _run.Reporter.Done(job.Name, job.Output);
    }
}
