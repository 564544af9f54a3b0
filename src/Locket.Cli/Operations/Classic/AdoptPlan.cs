using Locket.Classic;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>Turns the inputs of <c>locket adopt</c> into jobs, so that mistakes show before any password is asked for.</summary>
internal sealed class AdoptPlan
{
    private readonly CommandConsole _console;
    private readonly AdoptRequest _request;
    private readonly OutputPlace _place;
    private readonly List<AdoptInput> _inputs = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<(string Name, Exception Failure)> _failures = [];

    public AdoptPlan(CommandConsole console, AdoptRequest request)
    {
        _console = console;
        _request = request;
        if (request.Inputs.Count == 0)
        {
            throw CommandException.Usage("nothing says which files to adopt", "name files, or with --recursive folders");
        }

        bool several = request.Inputs.Count > 1 || request.Inputs.Any(input => Directory.Exists(console.FullPath(input)));
        _place = OutputPlace.From(console, request.Output, several);
        if (_place.IsStandardOutput)
        {
            throw CommandException.Usage(
                "what is adopted is read back and compared, so it must be a file", "name a file or a folder with -o");
        }
    }

    public IReadOnlyList<AdoptInput> Inputs => _inputs;

    /// <summary>Inputs that cannot be read; the others still are.</summary>
    public IReadOnlyList<(string Name, Exception Failure)> Failures => _failures;

    /// <summary>How many files interrupted runs left unfinished in the folders.</summary>
    public int UnfinishedFiles { get; private set; }

    public AdoptPlan Make()
    {
        foreach (string input in _request.Inputs)
        {
            try
            {
                Add(input);
            }
            catch (CommandException failure) when (failure.Code != ExitCode.Usage)
            {
                _failures.Add((input, failure));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                _failures.Add((input, Unreadable(failure)));
            }
        }

        return this;
    }

    private static CommandException Unreadable(Exception failure)
    {
        string why = failure is UnauthorizedAccessException ? "permission denied" : ErrorTable.Explain(failure).Message;
        return new(ExitCode.InputUnreadable, $"the folder cannot be read: {why}", "check the disk and who may read it");
    }

    private void Add(string input)
    {
        if (string.Equals(input, "-", StringComparison.Ordinal))
        {
            throw CommandException.Usage(
                "the standard input cannot be adopted, since every file is read twice",
                "use 'locket classic decrypt' and 'locket encrypt'");
        }

        string path = _console.FullPath(input);
        if (!Directory.Exists(path))
        {
            AddFile(input, new AdoptionJob(path)
            {
                OutputPath = _place.File is null ? null : _console.FullPath(_place.File),
                OutputFolder = _place.Folder is null ? null : _console.FullPath(_place.Folder),
            });
            return;
        }

        if (!_request.Recursive)
        {
            throw CommandException.Usage($"'{input}' is a folder", "use --recursive to adopt every file in it");
        }

        AdoptionTree tree = AdoptionFolder.Read(path, _place.Folder is null ? null : _console.FullPath(_place.Folder));
        UnfinishedFiles += tree.UnfinishedFiles;
        foreach ((string folder, Exception failure) in tree.UnreadableFolders)
        {
            _failures.Add((NameOf(folder), Unreadable(failure)));
        }

        foreach (AdoptionJob job in tree.Jobs)
        {
            string name = NameOf(job.SourcePath);
            try
            {
                AddFile(name, job);
            }
            catch (CommandException failure)
            {
                _failures.Add((name, failure));
            }
        }

        string NameOf(string below)
            => Path.GetRelativePath(path, below) is string relative and not "." ? Path.Join(input, relative) : input;
    }

    private void AddFile(string name, AdoptionJob job)
    {
        // By name and not by what it means: each name of a file gets a Locket file of its own, and is removed on its own.
        if (!_taken.Add(Path.GetFullPath(job.SourcePath)))
        {
            return;
        }

        FileInfo file = new(job.SourcePath);
        if (file is { Exists: true, Length: > 0 })
        {
            // Whether it may be read shows before a password is asked for.
            InputFile.Open(job.SourcePath).Dispose();
        }
        else if (!file.Exists)
        {
            throw new CommandException(ExitCode.InputUnreadable, "there is no such file or folder", "check the name");
        }

        _inputs.Add(new AdoptInput(name, job, file.Length));
    }
}
