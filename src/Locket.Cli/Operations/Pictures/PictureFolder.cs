using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures;

/// <summary>
/// What <c>-o</c> and <c>--clean-copy</c> mean for pictures: always a folder, made where it is missing; or nothing, and outputs go beside
/// the inputs.
/// </summary>
internal static class PictureFolder
{
    public const string OutputOption = "-o";
    public const string CleanCopyOption = "--clean-copy";

    /// <summary>What is said of links in folders.</summary>
    public const string LinksRemark = "not followed; name what they point to";

    /// <param name="console">Where relative paths begin.</param>
    /// <param name="output">The option's value.</param>
    /// <param name="option">Which option it is.</param>
    /// <exception cref="CommandException">It cannot be a folder.</exception>
    public static OutputPlace From(CommandConsole console, string? output, string option = OutputOption)
    {
        if (output is null)
        {
            return OutputPlace.From(console, output: null, severalInputs: true);
        }

        if (output.Length == 0 || string.Equals(output, "-", StringComparison.Ordinal))
        {
            string example = string.Equals(option, OutputOption, StringComparison.Ordinal) ? "sealed" : "share";
            throw CommandException.Usage($"{option} needs the name of a folder", $"pictures go to files, as in {option} {example}");
        }

        if (File.Exists(console.FullPath(output)))
        {
            throw new CommandException(
                ExitCode.OutputExists, $"'{output}' is a file", $"name a folder with {option}; it is made where it is missing");
        }

        string folder = Path.EndsInDirectorySeparator(output) ? output : output + Path.DirectorySeparatorChar;
        return OutputPlace.From(console, folder, severalInputs: true);
    }
}
