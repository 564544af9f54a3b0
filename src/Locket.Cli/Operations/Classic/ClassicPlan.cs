using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Errors;

namespace Locket.Cli.Operations.Classic;

/// <summary>Turns the inputs into jobs, so that mistakes show before any password is asked for.</summary>
internal sealed class ClassicPlan
{
    private readonly CommandRun _run;
    private readonly ClassicRequest _request;
    private readonly IReadOnlyList<string> _inputs;
    private readonly OutputPlace _place;

    public ClassicPlan(CommandRun run, ClassicRequest request)
    {
        _run = run;
        _request = request;
        _inputs = request.Inputs.Count > 0 ? request.Inputs : ["-"];
        bool several = _inputs.Count > 1 || _inputs.Any(IsFolder);
        if (several && !request.Scheme.TakesFolders)
        {
            throw CommandException.Usage($"{request.Scheme.Name} takes one file", "run the command once for each");
        }

        _place = OutputPlace.From(run.Console, request.Output, several);
    }

    public OutputPlace Place => _place;

    public IReadOnlyList<ClassicJob> Jobs()
    {
        List<ClassicJob> jobs = [];
        foreach (string input in _inputs)
        {
            if (!IsFolder(input))
            {
                jobs.Add(new(input, OutputOf(input)));
                continue;
            }

            IEnumerable<string> names = Directory.EnumerateFiles(_run.Console.FullPath(input))
                .Select(path => Path.GetFileName(path)!)
                .Where(_request.Encrypts ? GcmImageFolder.IsImage : GcmImageFolder.IsEncryptedImage)
                .Order(StringComparer.Ordinal);
            jobs.AddRange(names.Select(name => Path.Join(input, name)).Select(name => new ClassicJob(name, OutputOf(name))));
        }

        return jobs.Count > 0
            ? jobs
            : throw new CommandException(
                ExitCode.InputUnreadable,
                _request.Encrypts ? "the folder holds no picture" : "the folder holds no encrypted picture",
                "gcm-image takes png, jpg, jpeg, bmp, tiff and gif, encrypted as NAME.EXT.dat",
                _inputs[0]);
    }

    private bool IsFolder(string input)
        => !string.Equals(input, "-", StringComparison.Ordinal) && Directory.Exists(_run.Console.FullPath(input));

    private string? OutputOf(string input)
    {
        bool isStandardInput = string.Equals(input, "-", StringComparison.Ordinal);
        if (_place.File is not null || _place.IsStandardOutput)
        {
            return _place.File;
        }

        if (isStandardInput && _place.Folder is null)
        {
            return null;
        }

        if (isStandardInput || !_request.Scheme.TakesFolders)
        {
            throw CommandException.Usage("nothing says what the output should be called", "name the output file with -o");
        }

        string name = Path.GetFileName(input);
        if (!_request.Encrypts && !name.EndsWith(GcmImageFolder.Extension, StringComparison.OrdinalIgnoreCase))
        {
            throw CommandException.Usage(
                $"'{input}' does not end in {GcmImageFolder.Extension}, so nothing says what the output should be called",
                "name the output file with -o");
        }

        string output = _request.Encrypts ? name + GcmImageFolder.Extension : name[..^GcmImageFolder.Extension.Length];
        return _place.NameFor(Path.GetDirectoryName(input) ?? string.Empty, relativeFolder: string.Empty, output);
    }
}
