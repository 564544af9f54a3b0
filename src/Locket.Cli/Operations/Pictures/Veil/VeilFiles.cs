using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Pictures.Veil;

/// <summary>What the commands about veils share: files that are held in memory as a whole, and outputs that are never the input.</summary>
internal static class VeilFiles
{
    /// <exception cref="CommandException">It is no file that can be read, or too long.</exception>
    public static byte[] Read(CommandConsole console, string name, long mostInBytes)
    {
        using FileStream file = PlainInput.Open(console, name);
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
