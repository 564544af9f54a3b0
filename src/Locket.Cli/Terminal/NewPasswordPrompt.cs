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
        using SecretLine line = await AskLineAsync(cancellationToken);
        return Password.FromBytes(line.Span);
    }

    /// <summary>The password as it was typed, which the caller disposes.</summary>
    public async Task<SecretLine> AskLineAsync(CancellationToken cancellationToken)
    {
        if (!_console.PasswordPrompt.IsAvailable)
        {
            throw CommandException.Usage("there is no terminal to ask for a password on", CredentialSource.OtherWays);
        }

        for (int attempt = 1; attempt <= Tries; attempt++)
        {
            SecretLine first = await _console.PasswordPrompt.ReadAsync("new password: ", cancellationToken);
            if (first.Span.IsEmpty)
            {
                first.Dispose();
                _reporter.Remark("a password has at least one character", attempt < Tries);
                continue;
            }

            if (await IsConfirmedAsync(first, cancellationToken))
            {
                return first;
            }

            first.Dispose();
            _reporter.Remark("the two passwords differ", attempt < Tries);
        }

        throw CommandException.Usage("no new password was agreed on", "run the command again; 'locket password' makes a strong password");
    }

    /// <summary>Whether the same is typed again; disposes the first where that fails.</summary>
    private async Task<bool> IsConfirmedAsync(SecretLine first, CancellationToken cancellationToken)
    {
        bool isDone = false;
        try
        {
            using SecretLine second = await _console.PasswordPrompt.ReadAsync("the same again: ", cancellationToken);
            bool isSame = first.ContentEquals(second);
            if (isSame)
            {
                RemarkOnStrength(first);
            }

            isDone = true;
            return isSame;
        }
        finally
        {
            if (!isDone)
            {
                first.Dispose();
            }
        }
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
