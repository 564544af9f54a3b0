using Locket.Cli.Errors;

namespace Locket.Cli.Operations;

/// <summary>Opens files that are to be read, or says in the command's words why it cannot.</summary>
internal static class InputFile
{
    /// <exception cref="CommandException">The file is missing or may not be read.</exception>
    public static FileStream Open(string path)
        => Open(path, static name => new(name, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0));

    /// <summary>As the other, in a way of one's own.</summary>
    /// <exception cref="CommandException">The file is missing or may not be read.</exception>
    public static FileStream Open(string path, Func<string, FileStream> open)
    {
        try
        {
            return open(path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(ExitCode.InputUnreadable, "there is no such file", "check the name");
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.InputUnreadable, "the file cannot be read: permission denied", "check who may read it");
        }
        catch (IOException failure)
        {
            throw new CommandException(
                ExitCode.InputUnreadable, $"the file cannot be read: {ErrorTable.Explain(failure).Message}", "check the disk");
        }
    }
}
