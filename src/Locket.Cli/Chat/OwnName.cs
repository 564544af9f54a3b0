using System.Text;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Chat;

/// <summary>What others see this member as: what was given, or the user's name on this machine.</summary>
internal static class OwnName
{
    private const int MostBytes = 64;

    /// <param name="given">The option <c>--name</c>; null where it was not given.</param>
    /// <param name="environment">Looks a variable up.</param>
    /// <param name="userName">The name that the system knows the user by.</param>
    /// <exception cref="CommandException">It is too long, or holds control characters.</exception>
    public static string Of(string? given, Func<string, string?> environment, string userName)
    {
        string found = given ?? environment("USER") ?? environment("USERNAME") ?? userName;
        string name = string.IsNullOrWhiteSpace(found) ? "guest" : found.Trim().Normalize(NormalizationForm.FormC);
        return Encoding.UTF8.GetByteCount(name) <= MostBytes && string.Equals(Shown.Text(name), name, StringComparison.Ordinal)
            ? name
            : throw CommandException.Usage("a name has at most 64 bytes and no control characters", "give another with --name");
    }
}
