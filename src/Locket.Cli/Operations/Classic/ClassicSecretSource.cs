using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>Fetches the one password or key of a classic command. Passwords stay as they were typed: no normalization.</summary>
internal sealed class ClassicSecretSource
{
    private readonly CommandRun _run;
    private readonly ClassicScheme _scheme;
    private readonly CredentialChoice _choice;

    public ClassicSecretSource(CommandRun run, ClassicScheme scheme, CredentialChoice choice)
    {
        _run = run;
        _scheme = scheme;
        bool fromVariable = !choice.NamesAnything && scheme.PasswordVariable is string variable
            && !string.IsNullOrEmpty(run.Console.GetEnvironmentVariable(variable));
        _choice = fromVariable ? choice with { EnvironmentVariables = [scheme.PasswordVariable!] } : choice;
        int count = _choice.KeyFiles.Count + _choice.EnvironmentVariables.Count + _choice.Files.Count + _choice.Descriptors.Count
            + (_choice.StandardInput ? 1 : 0) + (_choice.Ask ? 1 : 0);
        if (count > 1)
        {
            throw CommandException.Usage("classic formats take one password or one key", "give one of these options, once");
        }
    }

    /// <param name="isNew">Whether a typed password is asked for twice.</param>
    /// <param name="cancellationToken">Stops waiting for a person.</param>
    /// <returns>The secret, which the caller disposes.</returns>
    public async Task<ClassicSecret> LoadAsync(bool isNew, CancellationToken cancellationToken)
    {
        if (_choice.KeyFiles.Count > 0)
        {
            return ReadKey(_choice.KeyFiles[0]);
        }

        if (!_choice.NamesPasswordSource)
        {
            return await AskAsync(isNew, cancellationToken);
        }

        ClassicSecret? secret = null;
        void Take(SecretLine line, bool hasLineEnd) => secret = Secret(hasLineEnd ? LineEnd.Without(line.Span) : line.Span, isNew);

        // A variable is taken as it is, as the programs take theirs; files and pipes end in a line end as a rule.
        new CredentialSource(_run.Console, new() { EnvironmentVariables = _choice.EnvironmentVariables })
            .LoadLines((_, line) => Take(line, hasLineEnd: false));
        new CredentialSource(_run.Console, _choice with { EnvironmentVariables = [] }).LoadLines((_, line) => Take(line, hasLineEnd: true));
        return secret!;
    }

    private async Task<ClassicSecret> AskAsync(bool isNew, CancellationToken cancellationToken)
    {
        if (isNew)
        {
            using SecretLine line = await new NewPasswordPrompt(_run.Console, _run.Reporter).AskLineAsync(cancellationToken);
            return Secret(line.Span, isNew);
        }

        if (!_run.Console.PasswordPrompt.IsAvailable)
        {
            throw CommandException.Usage("there is no terminal to ask for the password on", CredentialSource.OtherWays);
        }

        using SecretLine typed = await _run.Console.PasswordPrompt.ReadAsync("password: ", cancellationToken);
        return Secret(typed.Span, isNew);
    }

    /// <summary>An empty password opens what a program wrote with one, but makes nothing new.</summary>
    private ClassicSecret Secret(ReadOnlySpan<byte> password, bool isNew)
    {
        if (_scheme.PasswordIsKey)
        {
            return password.Length is 16 or 24 or 32
                ? ClassicSecret.FromKey(password)
                : throw CommandException.Usage(
                    $"for {_scheme.Name} the password is the key itself, and has 16, 24 or 32 bytes",
                    "give that, or a --key-file of raw bytes");
        }

        return password.IsEmpty && isNew
            ? throw CommandException.Usage("a password has at least one character", "give another one")
            : ClassicSecret.FromPasswordBytes(password);
    }

    private ClassicSecret ReadKey(string file)
    {
        try
        {
            return ClassicKeyFile.Read(_run.Console.FullPath(file));
        }
        catch (ClassicException failure)
        {
            throw new CommandException(
                ExitCode.Usage,
                failure.Message,
                "classic formats take the bytes of the key alone, not a key file of 'locket key new'",
                file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            string message = failure is FileNotFoundException or DirectoryNotFoundException ? "there is no such key file"
                : "the key file cannot be read";
            throw new CommandException(ExitCode.InputUnreadable, message, "check the name and who may read it", file);
        }
    }
}
