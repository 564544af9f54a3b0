using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>What opens the old files, and what will open the new ones.</summary>
internal sealed class AdoptSecrets : IDisposable
{
    private const string NewWays = "give --new-password, --new-password-env VAR, --new-password-file FILE or --new-key-file FILE";

    private readonly CredentialSet _credentials = new();
    private readonly List<Recipient> _recipients = [];

    private AdoptSecrets(ClassicSecret old)
    {
        Old = old;
    }

    public ClassicSecret Old { get; }

    public IReadOnlyList<Recipient> Recipients => _recipients;

    public IReadOnlyList<Credential> Credentials => _credentials.All;

    public static async Task<AdoptSecrets> LoadAsync(CommandRun run, AdoptRequest request, CancellationToken cancellationToken)
    {
        // 1. Every mistake that can be seen without a password.
        bool isKeyFile = request.OldCredentials.KeyFiles.Count > 0;
        bool mustAsk = request.NewCredentials.Ask || (isKeyFile && !request.NewCredentials.NamesAnything);
        if (mustAsk && !run.Console.PasswordPrompt.IsAvailable)
        {
            throw CommandException.Usage(
                request.NewCredentials.Ask ? "there is no terminal to ask for the new password on"
                    : "a raw key opens the old files, but nothing says what will open the new ones",
                NewWays);
        }

        ClassicSecretSource source = new(run, request.Scheme ?? AnyScheme(), request.OldCredentials);

        // 2. The old secret, then the new ones; typed passwords in this order as well.
        AdoptSecrets secrets = new(await source.LoadAsync(isNew: false, cancellationToken));
        try
        {
            new CredentialSource(run.Console, request.NewCredentials).Load(secrets._credentials);
            if (mustAsk)
            {
                secrets._credentials.Add(await new NewPasswordPrompt(run.Console, run.Reporter).AskAsync(cancellationToken));
            }
            else if (!request.NewCredentials.NamesAnything)
            {
                secrets._credentials.Add(SamePassword(secrets.Old));
            }

            // 3. One recipient for all files, so that a new password is derived once.
            secrets._recipients.AddRange(secrets._credentials.Keys.Select(key => new KeyRecipient(key)));
            secrets._recipients.AddRange(secrets._credentials.Passwords.Select(password => new PasswordRecipient(password, request.Kdf)));
            return secrets;
        }
        catch
        {
            secrets.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Old.Dispose();
        _recipients.ForEach(recipient => recipient.Dispose());
        _credentials.Dispose();
    }

    private static Password SamePassword(ClassicSecret old)
    {
        try
        {
            return AdoptionPassword.From(old);
        }
        catch (ArgumentException failure)
        {
            Problem problem = ErrorTable.Explain(failure);
            throw CommandException.Usage($"the old password cannot be that of a Locket file: {problem.Message}", NewWays);
        }
    }

    private static ClassicScheme AnyScheme() => new()
    {
        Name = "auto",
        CreateWorker = () => throw new InvalidOperationException("internal error: no scheme has this name"),
    };
}
