using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>
/// The files of a picture command: those named, and all of the folders named. One folder alone is mirrored by the output folder; of several
/// inputs, each folder keeps its own name there.
/// </summary>
internal sealed class PictureFiles
{
    private const string StandardInput = "-";

    private readonly CommandConsole _console;
    private readonly string? _outputFolder;
    private readonly bool _isSealed;
    private readonly List<PictureFile> _files = [];
    private readonly List<(string Name, Exception Failure)> _failures = [];
    private readonly List<string> _folders = [];

    /// <param name="console">Where relative paths begin.</param>
    /// <param name="outputFolder">
    /// The full path of where outputs go, so that they are not taken for inputs; null for beside the inputs.
    /// </param>
    /// <param name="isSealed">Whether sealed pictures are looked for, or what is not sealed yet.</param>
    public PictureFiles(CommandConsole console, string? outputFolder, bool isSealed)
    {
        _console = console;
        _outputFolder = outputFolder;
        _isSealed = isSealed;
    }

    /// <summary>The full path of another folder that outputs go into; null for none.</summary>
    public string? OtherOutputFolder { get; init; }

    /// <summary>What is to be done instead of giving the standard input.</summary>
    public string StandardInputHint { get; init; } = "use 'locket encrypt' and 'locket decrypt' for what comes through a pipe";

    public IReadOnlyList<PictureFile> All => _files;

    /// <summary>Inputs that cannot be worked on; the others still are.</summary>
    public IReadOnlyList<(string Name, Exception Failure)> Failures => _failures;

    /// <summary>How many files interrupted runs left unfinished in the folders.</summary>
    public int UnfinishedFiles { get; private set; }

    /// <summary>How many files of the folders were passed over: sealed already, or not sealed.</summary>
    public int PassedOver { get; private set; }

    /// <summary>How many links lay in the folders; what they point to counts where it is named.</summary>
    public int LinksNotFollowed { get; private set; }

    public static bool IsSealedName(string path) => path.EndsWith(LocketFile.Extension, StringComparison.OrdinalIgnoreCase);

    public PictureFiles Find(IReadOnlyList<string> inputs)
    {
        foreach (string input in inputs)
        {
            if (string.Equals(input, StandardInput, StringComparison.Ordinal))
            {
                throw CommandException.Usage(
                    "pictures are files: the standard input has no name and no folder", StandardInputHint);
            }

            string path = _console.FullPath(input);
            if (Directory.Exists(path))
            {
                _folders.Add(input);
                AddFolder(input, path, inputs.Count == 1 ? string.Empty : InputTree.NameOf(path));
            }
            else if (File.Exists(path))
            {
                Add(input, path, relativeFolder: string.Empty);
            }
            else
            {
                _failures.Add((input, new CommandException(ExitCode.InputUnreadable, "there is no such file or folder", "check the name")));
            }
        }

        return this;
    }

    /// <summary>Whoever named folders without sealed pictures would else see nothing at all.</summary>
    public void NoteNothingSealed(Reporter reporter)
    {
        if (_files.Count == 0 && _folders.Count > 0)
        {
            reporter.Note($"no sealed pictures in {string.Join(", ", _folders.Select(Shown.Text))}");
        }
    }

    private static bool IsUnfinished(string path)
    {
        string name = Path.GetFileName(path);
        return name.StartsWith(".locket-", StringComparison.Ordinal) && name.EndsWith(".partial", StringComparison.Ordinal);
    }

    private void AddFolder(string input, string path, string relativeFolder)
    {
        IReadOnlyList<string> files = InputTree.RelativeFiles(
            path, out IReadOnlyList<(string Folder, CommandException Failure)> failures, out int links);
        LinksNotFollowed += links;

        // Links below the folder are not followed; the ways to it and to the outputs may have some.
        string realFolder = RealFolder.PathOf(path);
        string[] outputFolders =
        [
            .. new[] { _outputFolder, OtherOutputFolder }.OfType<string>()
                .Select(RealFolder.PathOf)
                .Where(folder => IsBelow(folder, realFolder)),
        ];
        bool IsOutput(string relative) => Array.Exists(outputFolders, folder => IsBelow(Path.Join(realFolder, relative), folder));
        _failures.AddRange(failures.Select(one => (Path.Join(input, one.Folder), (Exception)one.Failure)));
        foreach (string relative in files)
        {
            string file = Path.Join(path, relative);
            if (IsUnfinished(file))
            {
                UnfinishedFiles++;
            }
            else if (IsSealedName(file) != _isSealed || (!_isSealed && IsOutput(relative)))
            {
                PassedOver++;
            }
            else
            {
                Add(
                    Path.Join(input, relative), file,
                    Path.Join(relativeFolder, Path.GetDirectoryName(relative)));
            }
        }
    }

    /// <summary>
    /// The output folder may lie in the input folder; of an input folder that lies in the output folder, nothing is passed over.
    /// </summary>
    private static bool IsBelow(string path, string folder)
        => path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private void Add(string name, string path, string relativeFolder)
    {
        try
        {
            _files.Add(new PictureFile(name, path, relativeFolder, new FileInfo(path).Length));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It went away between being seen and being looked at.
            _failures.Add((name, failure));
        }
    }
}
