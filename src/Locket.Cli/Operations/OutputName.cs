using Locket.Cli.Errors;

namespace Locket.Cli.Operations;

/// <summary>Where the content of a file goes: what <c>-o</c> says, else the sealed name made safe, else the name without
/// <c>.locket</c>.</summary>
internal static class OutputName
{
    private const string TarExtension = ".tar";

    /// <param name="job">The input.</param>
    /// <param name="metadata">What the opened file says of itself.</param>
    /// <param name="unpacks">Whether the output is a folder.</param>
    /// <param name="place">What the options say.</param>
    /// <exception cref="CommandException">Nothing gives a name.</exception>
    public static string For(DecryptJob job, FileMetadata? metadata, bool unpacks, OutputPlace place)
    {
        if (place.File is not null)
        {
            return place.File;
        }

        bool isTarFile = metadata?.Kind == ContentKind.Tar && !unpacks;
        string? name = metadata?.SafeName ?? WithoutExtension(Path.GetFileName(job.Name));
        if (string.IsNullOrEmpty(name))
        {
            throw CommandException.Usage("nothing says what the output should be called: no name is sealed inside, and the "
                + "file's own does not end in .locket", "name the output with -o");
        }

        string beside = Path.GetDirectoryName(job.Name) ?? string.Empty;
        return place.NameFor(beside, job.RelativeFolder, isTarFile ? name + TarExtension : name);
    }

    private static string? WithoutExtension(string name)
        => name.EndsWith(LocketFile.Extension, StringComparison.OrdinalIgnoreCase) ? name[..^LocketFile.Extension.Length] : null;
}
