using Locket.Cli.Errors;

namespace Locket.Cli.Terminal;

/// <summary>Asks for a new password, twice, and remarks gently when it is easily guessed.</summary>
internal sealed class NewPasswordPrompt
{
    private const int Tries = 3;
    private const int GoodScore = 3;

    private readonly CommandConsole _console;
    private readonly Reporter _reporter;

    public NewPasswordPrompt(CommandConsole console, Reporter reporter)
    {
        _console = console;
        _reporter = reporter;
    }

    public async Task<Password> AskAsync(CancellationToken cancellationToken)
    {
        if (!_console.PasswordPrompt.IsAvailable)
        {
            throw CommandException.Usage("there is no terminal to ask for a password on", CredentialSource.OtherWays);
        }

        for (int attempt = 1; attempt <= Tries; attempt++)
        {
            using SecretLine first = await _console.PasswordPrompt.ReadAsync("new password: ", cancellationToken);
            if (first.Span.IsEmpty)
            {
                _reporter.Remark("a password has at least one character", attempt < Tries);
                continue;
            }

            using SecretLine second = await _console.PasswordPrompt.ReadAsync("the same again: ", cancellationToken);
            if (!first.ContentEquals(second))
            {
                _reporter.Remark("the two passwords differ", attempt < Tries);
                continue;
            }

            RemarkOnStrength(first);
            return Password.FromBytes(first.Span);
        }

        throw CommandException.Usage("no new password was agreed on", "run the command again; 'locket password' makes a strong password");
    }

    private void RemarkOnStrength(SecretLine line)
    {
        PasswordRating rating = PasswordRating.Of(line);
        if (rating.Score < GoodScore)
        {
            _reporter.Note($"this password is {rating.Verdict}: {rating.Advice[0]}", "'locket password' makes a strong one");
        }
    }
}
