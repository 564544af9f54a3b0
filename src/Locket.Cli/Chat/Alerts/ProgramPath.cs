using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Chat.Alerts;

/// <summary>
/// Finds the program that a name means, as shells do. The system's own search would look into the current folder and beside this program
/// first, where anybody may have put something of that name.
/// </summary>
internal static class ProgramPath
{
    private static readonly string[] WindowsEndings = [".exe", ".com", ".cmd", ".bat"];

    /// <returns>The full path.</returns>
    /// <exception cref="CommandException">A bare name that no folder of PATH has.</exception>
    public static string Find(string program, CommandConsole console)
    {
        if (program.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar))
        {
            return console.FullPath(program);
        }

        string[] names = OperatingSystem.IsWindows() && !Path.HasExtension(program)
            ? [.. WindowsEndings.Select(ending => program + ending)]
            : [program];
        string path = console.GetEnvironmentVariable("PATH") ?? string.Empty;
        foreach (string folder in path.Split(Path.PathSeparator).Where(Path.IsPathFullyQualified))
        {
            if (names.Select(name => Path.Join(folder, name)).FirstOrDefault(IsProgram) is { } found)
            {
                return found;
            }
        }

        throw CommandException.Usage($"no folder of PATH has a program '{program}'", $"write its path, as in ./{program}");
    }

    private static bool IsProgram(string path)
    {
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Execute) != UnixFileMode.None);
    }
}
