using System.Diagnostics.CodeAnalysis;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>Runs <c>locket encrypt</c>: plan, secrets, then one file after the other.</summary>
internal sealed class Encryption
{
    private readonly CommandRun _run;
    private readonly EncryptRequest _request;

    public Encryption(CommandRun run, EncryptRequest request)
    {
        _run = run;
        _request = request;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // 1. What would be done, and every mistake that can be seen without a password.
        EncryptPlan plan = new EncryptPlan(_run.Console, _run.Reporter, _request).Make();
        Check(plan);
        foreach ((string name, Exception failure) in plan.Failures)
        {
            await _run.FailAsync(name, failure);
        }

        if (plan.Jobs.Count == 0)
        {
            return (int)_run.Code;
        }

        // 2. The secrets.
        using CredentialSet secrets = new();
        await NewSecrets.LoadAsync(_run, _request.Credentials, secrets, cancellationToken);

        // 3. The files. One batch shares its slots' salts and derives each password once, unless asked not to.
        _run.Progress.Expect(plan.LengthInBytes);
        await using ProgressMeter progress = _run.Progress;
        List<Recipient>? shared = _request.Unlinkable ? null : Recipients(secrets);
        try
        {
            foreach (EncryptJob job in plan.Jobs)
            {
                List<Recipient> recipients = shared ?? Recipients(secrets);
                try
                {
                    await EncryptAsync(job, plan.Place, recipients, cancellationToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    await _run.FailAsync(job.Name, failure);
                }
                finally
                {
                    if (shared is null)
                    {
                        recipients.ForEach(recipient => recipient.Dispose());
                    }
                }
            }
        }
        finally
        {
            shared?.ForEach(recipient => recipient.Dispose());
        }

        return (int)_run.Code;
    }

    private void Check(EncryptPlan plan)
    {
        if (_request.Name is not null && plan.Jobs.Count > 1)
        {
            throw CommandException.Usage(
                "--name gives one name, but there are several files", "encrypt that file on its own, or leave --name out");
        }

        bool readsInput = plan.Jobs.Any(job => job.Source == EncryptSource.StandardInput);
        if (readsInput && _request.Credentials.StandardInput)
        {
            throw CommandException.Usage(
                "the standard input cannot carry both the password and the data", "use --password-file, --password-fd or --password-env");
        }

        bool writesOutput = plan.Jobs.Any(job => job.Output is null);
        if (writesOutput && _run.Console.IsOutputTerminal && !_request.Options.Armor && !_request.Force)
        {
            throw CommandException.Usage("encrypted bytes would garble the terminal", "write to a file with -o, or as text with --armor");
        }
    }

    private List<Recipient> Recipients(CredentialSet secrets) =>
    [
        .. secrets.Keys.Select(key => new KeyRecipient(key)),
        .. secrets.Passwords.Select(password => new PasswordRecipient(password, _request.Kdf)),
    ];

    [SuppressMessage("Reliability", "CA2025", Justification = "Waiting.For returns when the task has ended.")]
    private async Task EncryptAsync(EncryptJob job, OutputPlace place, List<Recipient> recipients, CancellationToken cancellationToken)
    {
        EncryptionOptions options = _request.Options with { Metadata = MetadataFor(job), Overwrite = _request.Force };
        IProgress<long>? progress = _run.Progress.Start(job.Name);
        CommandConsole console = _run.Console;
        if (job.Output is null)
        {
            await EncryptToOutputAsync(job, recipients, options, progress, cancellationToken);
        }
        else
        {
            place.Prepare(job.Output);
            string output = console.FullPath(job.Output);
            Waiting.For(() => job.Source switch
            {
                EncryptSource.Folder
                    => FolderArchive.EncryptFolderAsync(job.Path, output, recipients, options, progress, cancellationToken),
                EncryptSource.File => LocketFile.EncryptFileAsync(job.Path, output, recipients, options, progress, cancellationToken),
                _ => LocketFile.EncryptToFileAsync(console.Input, output, recipients, options, progress, cancellationToken),
            });
        }

        _run.Progress.Finish(job.LengthInBytes);
        if (job.Output is not null)
        {
            await _run.Progress.HideAsync();
            _run.Reporter.Done(job.Name, job.Output);
        }
    }

    [SuppressMessage("Reliability", "CA2025", Justification = "Waiting.For returns when the task has ended.")]
    private async Task EncryptToOutputAsync(
        EncryptJob job, List<Recipient> recipients, EncryptionOptions options, IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        Stream output = _run.Console.Output;
        if (job.Source == EncryptSource.Folder)
        {
            Waiting.For(() => FolderArchive.EncryptFolderAsync(job.Path, output, recipients, options, progress, cancellationToken));
        }
        else if (job.Source == EncryptSource.File)
        {
            await using FileStream input = new(job.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            Waiting.For(() => LocketFile.EncryptAsync(input, output, recipients, options, progress, cancellationToken));
        }
        else
        {
            Waiting.For(() => LocketFile.EncryptAsync(_run.Console.Input, output, recipients, options, progress, cancellationToken));
        }

        await output.FlushAsync(cancellationToken);
    }

    private FileMetadata? MetadataFor(EncryptJob job)
    {
        ContentKind kind = job.Source == EncryptSource.Folder ? ContentKind.Tar : ContentKind.File;
        if (_request.NoName)
        {
            return kind == ContentKind.File ? FileMetadata.None : new FileMetadata { Kind = kind };
        }

        FileMetadata metadata = job.Source switch
        {
            EncryptSource.File => FileMetadata.FromFile(job.Path),
            EncryptSource.Folder => new FileMetadata { Kind = kind, Name = InputTree.NameOf(job.Path) },
            _ => FileMetadata.None,
        };
        return _request.Name is null ? metadata : metadata with { Name = _request.Name };
    }
}
