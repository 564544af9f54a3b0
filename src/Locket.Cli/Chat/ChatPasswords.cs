using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Chat;

/// <summary>Fetches the passwords of a room and of a folder from where the options say, or asks for them.</summary>
internal sealed class ChatPasswords
{
    private const string Ways = "use --password-env VAR, --password-file FILE, --password-fd N or --password-stdin";

    private readonly CommandConsole _console;
    private IDisposable? _silence;
    private IDisposable? _hold;

    public ChatPasswords(CommandConsole console)
    {
        _console = console;
    }

    /// <summary>One password.</summary>
    /// <param name="choice">Where it comes from; nothing: from the terminal.</param>
    /// <param name="question">What the terminal shows.</param>
    /// <param name="isNew">Whether it is typed twice.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="CommandException">There is none.</exception>
    public async Task<Password> ReadAsync(CredentialChoice choice, string question, bool isNew, CancellationToken cancellationToken)
    {
        if (choice.NamesPasswordSource)
        {
            // A question before this one may hold the input.
            EndSilence();
            return choice.StandardInput ? ReadFirstLine() : ReadNamed(choice);
        }

        if (!_console.PasswordPrompt.IsAvailable)
        {
            throw CommandException.Usage("there is no terminal to ask for a password on", Ways);
        }

        _silence ??= _console.PasswordPrompt.Silence();
        _hold ??= _console.InputHold.Take();
        const int Tries = 3;
        for (int i = 0; i < Tries; i++)
        {
            using SecretLine first = await _console.PasswordPrompt.ReadAsync(question, cancellationToken);
            if (first.Span.IsEmpty)
            {
                continue;
            }

            if (!isNew)
            {
                return Password.FromBytes(first.Span);
            }

            using SecretLine second = await _console.PasswordPrompt.ReadAsync("the same again: ", cancellationToken);
            if (first.ContentEquals(second))
            {
                return Password.FromBytes(first.Span);
            }

            await _console.Error.WriteLineAsync("locket: the two passwords differ; try again");
        }

        throw CommandException.Usage("no password was given", "run the command again");
    }

    /// <summary>No more questions come for now: what is typed appears again, and is read as messages.</summary>
    public void EndSilence()
    {
        _silence?.Dispose();
        _silence = null;
        _hold?.Dispose();
        _hold = null;
    }

    /// <summary>The token of a private relay; null where none is named.</summary>
    public string? ReadToken(CredentialChoice choice)
    {
        string? token = null;
        new CredentialSource(_console, choice).LoadLines((_, line) => token = line.ToUnzeroableString());
        return token;
    }

    private Password ReadNamed(CredentialChoice choice)
    {
        Password? password = null;
        new CredentialSource(_console, choice).LoadLines((_, line) => password = Password.FromBytes(line.Span));
        return password ?? throw new InvalidOperationException("internal error: no source of a password");
    }

    /// <summary>Byte by byte: what follows are messages.</summary>
    private Password ReadFirstLine()
    {
        byte[] buffer = GC.AllocateArray<byte>(256, pinned: true);
        int length = 0;
        while (_console.Input.Read(buffer.AsSpan(length, 1)) > 0 && buffer[length] != (byte)'\n')
        {
            length++;
            if (length == buffer.Length)
            {
                buffer = SecretLine.Grow(buffer, buffer.Length * 2);
            }

            if (length > Password.MaxLengthInBytes)
            {
                break;
            }
        }

        using SecretLine line = new(buffer, length);
        return line.Span.IsEmpty
            ? throw new CommandException(ExitCode.Usage, "the first line holds no password", "put the password on the first line", "-")
            : Password.FromBytes(line.Span);
    }
}
