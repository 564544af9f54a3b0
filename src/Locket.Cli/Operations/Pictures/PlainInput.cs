using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>
/// The one file that a command about a single picture reads: never the standard input, a folder, or a pipe, which might never end.
/// </summary>
internal static class PlainInput
{
    /// <returns>The file, opened.</returns>
    /// <exception cref="CommandException">It is no file that can be read.</exception>
    public static FileStream Open(CommandConsole console, string name)
    {
        if (string.Equals(name, "-", StringComparison.Ordinal))
        {
            throw CommandException.Usage("pictures are files: the standard input has no name", "name a file");
        }

        string path = console.FullPath(name);
        return Directory.Exists(path)
            ? throw new CommandException(ExitCode.Usage, "this is a folder", "name one of the files in it", subject: name)
            : InputFile.Open(path, OpenPlain);
    }

    private static FileStream OpenPlain(string path)
    {
        try
        {
            return PlainFile.Open(path);
        }
        catch (IOException failure) when (failure is not FileNotFoundException && Path.Exists(path))
        {
            throw new CommandException(ExitCode.InputUnreadable, failure.Message, "save it as a file first");
        }
    }
}
