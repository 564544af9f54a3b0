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
        string? own = WithoutExtension(Path.GetFileName(job.Name));
        string? name = metadata?.SafeName ?? own;
        if (string.IsNullOrEmpty(name))
        {
            throw CommandException.Usage("nothing says what the output should be called: no name is sealed inside, and the "
                + "file's own does not end in .locket", "name the output with -o");
        }

        if (name.StartsWith('.') && !string.Equals(name, own, StringComparison.Ordinal))
        {
            // Programs read such files without being asked (.bashrc, .netrc), and nobody sees them appear: the sender must not choose that.
            throw CommandException.Usage(
                $"the name sealed inside, '{name}', begins with a dot and is not the file's own name",
                $"if that is wanted, say so: -o {name}");
        }

        string beside = Path.GetDirectoryName(job.Name) ?? string.Empty;
        return place.NameFor(beside, job.RelativeFolder, isTarFile ? name + TarExtension : name);
    }

    private static string? WithoutExtension(string name)
        => name.EndsWith(LocketFile.Extension, StringComparison.OrdinalIgnoreCase) ? name[..^LocketFile.Extension.Length] : null;
}
