using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>Turns the inputs of <c>locket encrypt</c> into jobs, so that mistakes show before any password is asked for.</summary>
internal sealed class EncryptPlan
{
    private const string StandardInput = "-";

    /// <summary>What stands for bytes of a name that are no text.</summary>
    private const char NotText = '\uFFFD';

    private readonly CommandConsole _console;
    private readonly Reporter _reporter;
    private readonly EncryptRequest _request;
    private readonly OutputPlace _place;
    private readonly List<EncryptJob> _jobs = [];
    private readonly List<(string Name, Exception Failure)> _failures = [];

    public EncryptPlan(CommandConsole console, Reporter reporter, EncryptRequest request)
    {
        _console = console;
        _reporter = reporter;
        _request = request;
        bool several = request.Inputs.Count > 1
            || (request.Recursive && request.Inputs.Any(input => Directory.Exists(console.FullPath(input))));
        _place = OutputPlace.From(console, request.Output, several);
    }

    public IReadOnlyList<EncryptJob> Jobs => _jobs;

    /// <summary>Inputs that cannot be encrypted; the others still are.</summary>
    public IReadOnlyList<(string Name, Exception Failure)> Failures => _failures;

    public OutputPlace Place => _place;

    /// <summary>How much there is to read in all, or 0 where nobody knows.</summary>
    public long LengthInBytes
    {
        get
        {
            long total = 0;
            foreach (EncryptJob job in _jobs)
            {
                if (job.LengthInBytes == 0)
                {
                    return 0;
                }

                total += job.LengthInBytes;
            }

            return total;
        }
    }

    public EncryptPlan Make()
    {
        foreach (string input in _request.Inputs.Count > 0 ? _request.Inputs : [StandardInput])
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

        RefuseClashes();
        return this;
    }

    private static CommandException Unreadable(Exception failure) => failure is UnauthorizedAccessException
        ? new CommandException(ExitCode.InputUnreadable, "the input cannot be read: permission denied", "check who may read it")
        : new CommandException(
            ExitCode.InputUnreadable, $"the input cannot be read: {ErrorTable.Explain(failure).Message}", "check the disk");

    private CommandException Missing(string name, string kind) => new(
        ExitCode.InputUnreadable,
        $"there is no such {kind}",
        name.Contains(NotText, StringComparison.Ordinal)
            ? "check the name; a name with bytes that are not UTF-8 cannot be used here, so rename it"
            : _request.Credentials.Ask
                ? "check the name; --password takes no value: it asks, since others could read a password among the arguments"
                : "check the name");

    private void Add(string input)
    {
        if (string.Equals(input, StandardInput, StringComparison.Ordinal))
        {
            AddStandardInput();
            return;
        }

        string path = _console.FullPath(input);
        if (Directory.Exists(path))
        {
            AddFolder(input, path);
        }
        else if (File.Exists(path))
        {
            AddFile(input, path, Path.GetDirectoryName(input) ?? string.Empty, relativeFolder: string.Empty);
        }
        else
        {
            throw Missing(input, "file or folder");
        }
    }

    private void AddStandardInput()
    {
        if (_place.Folder is not null)
        {
            throw CommandException.Usage(
                "what comes from the standard input has no name to give it in a folder", "name the output file with -o");
        }

        if (_jobs.Exists(job => job.Source == EncryptSource.StandardInput))
        {
            throw CommandException.Usage("the standard input can be read only once", "name '-' only once");
        }

        if (_place.File is null && !_place.IsStandardOutput && _request.Inputs.Count > 1)
        {
            throw CommandException.Usage("'-' together with files needs an output", "encrypt the standard input on its own");
        }

        _jobs.Add(new EncryptJob { Name = StandardInput, Source = EncryptSource.StandardInput, Output = _place.File });
    }

    private void AddFolder(string input, string path)
    {
        string name = InputTree.NameOf(path);
        if (_request.Archive)
        {
            string beside = string.Equals(InputTree.NameOf(input), name, StringComparison.Ordinal)
                ? Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(input)) ?? string.Empty
                : Path.Join(input, "..");
            _jobs.Add(new EncryptJob
            {
                Name = input,
                Source = EncryptSource.Folder,
                Path = path,
                Output = OutputFor(beside, string.Empty, name),
            });
            return;
        }

        if (!_request.Recursive)
        {
            throw CommandException.Usage(
                $"'{input}' is a folder",
                "use --recursive to encrypt each of its files, or --archive to make one encrypted file of the whole folder");
        }

        IReadOnlyList<string> files = InputTree.RelativeFiles(path, out IReadOnlyList<(string Folder, CommandException Failure)> failures);
        _failures.AddRange(failures.Select(one => (Path.Join(input, one.Folder), (Exception)one.Failure)));
        foreach (string relative in files)
        {
            string file = Path.Join(input, relative);
            if (relative.EndsWith(LocketFile.Extension, StringComparison.OrdinalIgnoreCase))
            {
                _reporter.Note($"{Shown.Text(file)}: skipped, it is encrypted already");
                continue;
            }

            string beside = Path.GetDirectoryName(file) ?? string.Empty;
            AddFile(file, Path.Join(path, relative), beside, Path.Join(name, Path.GetDirectoryName(relative)));
        }
    }

    private void AddFile(string name, string path, string besideFolder, string relativeFolder)
    {
        if (_place.IsStandardOutput && IsStandardOutput(path))
        {
            throw new CommandException(
                ExitCode.OutputExists, "the input is where the standard output goes", "write to another file, or name one with -o");
        }

        long length;
        try
        {
            length = new FileInfo(path).Length;
            if (length > 0)
            {
                // Whether it may be read shows before a password is asked for. A pipe, whose length is 0, opens only once.
                File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete).Dispose();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The other files of a folder still are encrypted.
            _failures.Add((name, failure is FileNotFoundException ? Missing(name, "file") : Unreadable(failure)));
            return;
        }

        _jobs.Add(new EncryptJob
        {
            Name = name,
            Source = EncryptSource.File,
            Path = path,
            Output = OutputFor(besideFolder, relativeFolder, Path.GetFileName(path)),
            LengthInBytes = length,
        });
    }

    /// <summary>Whether the shell sends the output to the very file that is read, which would then never end.</summary>
    private static bool IsStandardOutput(string path)
    {
        return OperatingSystem.IsLinux()
            && File.ResolveLinkTarget("/proc/self/fd/1", returnFinalTarget: false)?.FullName is string output
            && string.Equals(output, File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path, StringComparison.Ordinal);
    }

    private string? OutputFor(string besideFolder, string relativeFolder, string name)
        => _place.IsStandardOutput ? null : _place.NameFor(besideFolder, relativeFolder, name + LocketFile.Extension);

    private void RefuseClashes()
    {
        Dictionary<string, string> taken = new(StringComparer.Ordinal);
        foreach (EncryptJob job in _jobs.Where(job => job.Output is not null))
        {
            string full = _console.FullPath(job.Output!);
            if (!taken.TryAdd(full, job.Name))
            {
                throw CommandException.Usage(
                    $"'{taken[full]}' and '{job.Name}' would both become '{job.Output}'", "encrypt them into different folders");
            }
        }
    }
}
