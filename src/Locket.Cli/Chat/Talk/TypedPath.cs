using Locket.Cli.Terminal;

namespace Locket.Cli.Chat.Talk;

/// <summary>
/// A path as people write it behind a command inside the conversation, where no shell reads it: <c>~/</c>, quotes, and what a terminal
/// makes of a file that is dropped on it.
/// </summary>
internal static class TypedPath
{
    /// <returns>The full path; a name that is there as it stands comes before any other reading of it.</returns>
    public static string Resolve(CommandConsole console, string typed)
    {
        string asItStands = Path.GetFullPath(typed, console.WorkingDirectory);
        if (Path.Exists(asItStands))
        {
            return asItStands;
        }

        string bare = Unquoted(typed);
        bool isOfHome = bare is "~" || bare.StartsWith("~/", StringComparison.Ordinal);
        string home = isOfHome ? Home(console) : string.Empty;
        return Path.GetFullPath(home.Length > 0 ? home + bare[1..] : bare, console.WorkingDirectory);
    }

    private static string Home(CommandConsole console)
        => console.GetEnvironmentVariable(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") ?? string.Empty;

    private static string Unquoted(string typed)
    {
        bool isQuoted = typed.Length > 2 && typed[0] is '"' or '\'' && typed[^1] == typed[0];
        return isQuoted ? typed[1..^1]
            : OperatingSystem.IsWindows() ? typed
            : typed.Replace("\\ ", " ", StringComparison.Ordinal);
    }
}
