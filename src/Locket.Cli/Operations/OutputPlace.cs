using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>What <c>-o</c> means for a set of inputs: nothing given, the standard output, a folder, or one file.</summary>
internal sealed class OutputPlace
{
    private readonly CommandConsole _console;

    private OutputPlace(CommandConsole console, string? folder, string? file, bool isStandardOutput)
    {
        _console = console;
        Folder = folder;
        File = file;
        IsStandardOutput = isStandardOutput;
    }

    /// <summary>The folder that outputs go into, as it was named.</summary>
    public string? Folder { get; }

    /// <summary>The one output's name.</summary>
    public string? File { get; }

    public bool IsStandardOutput { get; }

    /// <param name="console">Where relative paths begin.</param>
    /// <param name="output">The option's value.</param>
    /// <param name="severalInputs">Whether there may be more than one output, so that only a folder will do.</param>
    public static OutputPlace From(CommandConsole console, string? output, bool severalInputs)
    {
        if (output is null)
        {
            return new(console, folder: null, file: null, isStandardOutput: false);
        }

        if (output.Length == 0)
        {
            throw CommandException.Usage("-o needs a name", "give a file, a folder, or '-' for the standard output");
        }

        bool isFolder = Path.EndsInDirectorySeparator(output) || Directory.Exists(console.FullPath(output));
        if (severalInputs && !isFolder)
        {
            throw CommandException.Usage(
                $"'{output}' cannot take the outputs of several inputs",
                "name a folder: one that exists, or a new one with '/' at its end");
        }

        if (string.Equals(output, "-", StringComparison.Ordinal))
        {
            return new(console, folder: null, file: null, isStandardOutput: true);
        }

        if (!isFolder && !Directory.Exists(Path.GetDirectoryName(console.FullPath(output))))
        {
            // Said before anybody types a password.
            throw new CommandException(
                ExitCode.Failure,
                $"the folder of the output '{output}' does not exist",
                "make the folder first, or check the path given with -o");
        }

        return isFolder
            ? new(console, folder: output, file: null, isStandardOutput: false)
            : new(console, folder: null, file: output, isStandardOutput: false);
    }

    /// <summary>The output's name for an input, with its folder made where <c>-o</c> names a folder.</summary>
    /// <param name="besideFolder">The folder of the input, used where no output was named.</param>
    /// <param name="relativeFolder">The input's place under the folder that was given, for <c>--recursive</c>.</param>
    /// <param name="name">The output's own name.</param>
    public string NameFor(string besideFolder, string relativeFolder, string name)
    {
        if (File is not null)
        {
            return File;
        }

        return Folder is null ? Path.Join(besideFolder, name) : Path.Join(Folder, relativeFolder, name);
    }

    /// <summary>Makes the folder of an output that goes below the <c>-o</c> folder, and refuses what no option replaces.</summary>
    /// <param name="outputName">As the person would name it.</param>
    /// <param name="isFolder">Whether the output is a folder, which replaces nothing at all.</param>
    /// <exception cref="CommandException">A folder stands in the way, or anything where a folder is to appear.</exception>
    public void Prepare(string outputName, bool isFolder = false)
    {
        string path = _console.FullPath(outputName);
        if (Folder is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }

        if (isFolder && Path.Exists(path))
        {
            throw new CommandException(
                ExitCode.OutputExists,
                $"{outputName} exists already",
                "an archive becomes a new folder and replaces nothing, also with --force: name another with -o, or move the old one away");
        }

        if (Directory.Exists(path))
        {
            throw new CommandException(
                ExitCode.OutputExists,
                $"{outputName} is a folder",
                "a folder is never replaced: name another output with -o, or move it away");
        }
    }
}
