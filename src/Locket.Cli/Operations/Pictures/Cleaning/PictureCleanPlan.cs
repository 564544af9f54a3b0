using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures.Cleaning;

/// <summary>Which files are to be cleaned, and where each copy goes. Everything that can go wrong with names goes wrong here.</summary>
internal sealed class PictureCleanPlan
{
    private PictureCleanPlan(PictureFiles files, IReadOnlyList<string?> outputs)
    {
        Files = files;
        Outputs = outputs;
    }

    public PictureFiles Files { get; }

    /// <summary>For each file its copy as the person would name it; null where none is made.</summary>
    public IReadOnlyList<string?> Outputs { get; }

    /// <exception cref="CommandException">The outputs cannot go where they are asked to.</exception>
    public static PictureCleanPlan Make(CommandConsole console, PictureCleanRequest request)
    {
        if (request.Output is null && !request.IsDryRun)
        {
            throw CommandException.Usage(
                "nothing says where the clean copies go", "name a file or folder with -o, or look without writing with --dry-run");
        }

        OutputPlace? place = request.Output is null ? null : Place(console, request);
        PictureFiles files = new PictureFiles(console, place?.Folder is null ? null : console.FullPath(place.Folder), isSealed: false)
        {
            StandardInputHint = "save what comes through the pipe as a file, and name that",
        }.Find(request.Inputs);
        string?[] outputs =
        [
            .. files.All.Select(
                file => request.IsDryRun ? null : place!.NameFor(file.Folder, file.RelativeFolder, Path.GetFileName(file.Path))),
        ];
        RefuseClashes(console, files.All, outputs);
        return new PictureCleanPlan(files, outputs);
    }

    private static OutputPlace Place(CommandConsole console, PictureCleanRequest request)
    {
        if (request.Output is "-")
        {
            throw CommandException.Usage(
                "clean copies go to files: only at its end it is known whether a picture can be cleaned", "name a file or folder with -o");
        }

        bool isOneFile = request.Inputs.Count == 1 && !Directory.Exists(console.FullPath(request.Inputs[0]));
        return isOneFile ? OutputPlace.From(console, request.Output, severalInputs: false) : PictureFolder.From(console, request.Output);
    }

    private static void RefuseClashes(CommandConsole console, IReadOnlyList<PictureFile> files, string?[] outputs)
    {
        HashSet<string> inputs = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        Dictionary<string, string> taken = new(StringComparer.Ordinal);
        foreach ((PictureFile file, string? output) in files.Zip(outputs))
        {
            if (output is null)
            {
                continue;
            }

            string full = console.FullPath(output);
            if (inputs.Contains(full))
            {
                throw new CommandException(
                    ExitCode.OutputExists,
                    $"the clean copy of '{file.Name}' would take the place of '{output}', which is an input",
                    "originals are never replaced: choose another place with -o");
            }

            if (!taken.TryAdd(full, file.Name))
            {
                throw CommandException.Usage(
                    $"'{taken[full]}' and '{file.Name}' would both become '{output}'", "clean them into different folders");
            }
        }
    }
}
