using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures;

/// <summary>What <c>-o</c> means for pictures: always a folder, made where it is missing; or nothing, and outputs go beside the inputs.</summary>
internal static class PictureFolder
{
    /// <exception cref="CommandException">It cannot be a folder.</exception>
    public static OutputPlace From(CommandConsole console, string? output)
    {
        if (output is null)
        {
            return OutputPlace.From(console, output: null, severalInputs: true);
        }

        if (output.Length == 0 || string.Equals(output, "-", StringComparison.Ordinal))
        {
            throw CommandException.Usage("-o needs the name of a folder", "pictures go to files, as in -o sealed");
        }

        return File.Exists(console.FullPath(output))
            ? throw new CommandException(ExitCode.OutputExists, $"'{output}' is a file", "name a folder with -o; it is made where it is missing")
            : OutputPlace.From(
                console, Path.EndsInDirectorySeparator(output) ? output : output + Path.DirectorySeparatorChar, severalInputs: true);
    }
}
