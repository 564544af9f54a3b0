using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>What new files are to be opened with: what the options give, or a password that is typed twice.</summary>
internal static class NewSecrets
{
    /// <summary>What the format allows in one file.</summary>
    private const int MostPasswords = 4;

    /// <exception cref="CommandException">A source cannot be read, or there are too many passwords.</exception>
    public static async Task LoadAsync(CommandRun run, CredentialChoice choice, CredentialSet secrets, CancellationToken cancellationToken)
    {
        new CredentialSource(run.Console, choice).Load(secrets);
        if (choice.Ask || (secrets.Passwords.Count == 0 && secrets.Keys.Count == 0))
        {
            secrets.Add(await new NewPasswordPrompt(run.Console, run.Reporter).AskAsync(cancellationToken));
        }

        if (secrets.Passwords.Count > MostPasswords)
        {
            throw CommandException.Usage($"a file takes at most {MostPasswords} passwords", "use key files for more people: --key-file");
        }
    }
}
