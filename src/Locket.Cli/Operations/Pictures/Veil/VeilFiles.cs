using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures.Veil;

/// <summary>What the commands about veils share: files that are held in memory as a whole, and outputs that are never the input.</summary>
internal static class VeilFiles
{
    /// <exception cref="CommandException">It is no file that can be read, or too long.</exception>
    public static byte[] Read(CommandConsole console, string name, long mostInBytes)
    {
        if (string.Equals(name, "-", StringComparison.Ordinal))
        {
            throw CommandException.Usage("pictures are files: the standard input has no name", "name a file");
        }

        string path = console.FullPath(name);
        if (Directory.Exists(path))
        {
            throw CommandException.Usage("this is a folder", "name one file; 'locket encrypt --archive' makes one of a folder");
        }

        using FileStream file = InputFile.Open(path);
        if (!file.CanSeek)
        {
            throw new CommandException(ExitCode.InputUnreadable, "this is a pipe or device, not a file", "save it as a file first");
        }

        if (file.Length > mostInBytes)
        {
            throw new CommandException(
                ExitCode.TooCostly,
                $"with {Shown.Size(file.Length)} it is too long: a veil is held in memory as a whole, at most {Shown.Size(mostInBytes)}",
                "use 'locket encrypt', and a channel that takes files");
        }

        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    /// <returns>The output's full path.</returns>
    /// <exception cref="CommandException">It is the input, or a folder.</exception>
    public static string Prepare(CommandConsole console, OutputPlace place, string output, string input)
    {
        string path = console.FullPath(output);
        if (string.Equals(path, console.FullPath(input), StringComparison.Ordinal))
        {
            throw new CommandException(ExitCode.OutputExists, $"{output} is the input itself", "choose another output with -o");
        }

        place.Prepare(output);
        return path;
    }
}
