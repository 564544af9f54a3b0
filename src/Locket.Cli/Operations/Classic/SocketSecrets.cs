using System.Globalization;
using System.Text;
using Locket.Classic;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>Fetches the key or password of a protocol from where the options say.</summary>
internal sealed class SocketSecrets
{
    private readonly CommandConsole _console;
    private readonly SocketRequest _request;

    public SocketSecrets(CommandConsole console, SocketRequest request)
    {
        _console = console;
        _request = request;
        if (request is { KeyFile: not null, Variable: not null })
        {
            throw CommandException.Usage("--key-file and --password-env contradict each other", "give one of them");
        }
    }

    /// <summary>Whether a person has to be asked.</summary>
    public bool IsAsked => _request.KeyFile is null && _request.Variable is null;

    /// <exception cref="CommandException">It is missing, or of the wrong length.</exception>
    public ClassicSecret ReadKey()
    {
        if (IsAsked)
        {
            throw CommandException.Usage(
                "socket-cbc needs the key that both sides share", "give --key-file with its 16 raw bytes, or --password-env VAR");
        }

        using SecretLine line = Fetch();
        ReadOnlySpan<byte> key = line.Span.Length > SocketCbcServer.KeyLengthInBytes ? LineEnd.Without(line.Span) : line.Span;
        return key.Length == SocketCbcServer.KeyLengthInBytes
            ? ClassicSecret.FromKey(key)
            : throw new CommandException(
                ExitCode.Usage,
                string.Create(
                    CultureInfo.InvariantCulture, $"socket-cbc takes a key of {SocketCbcServer.KeyLengthInBytes} bytes, not {key.Length}"),
                "give the key's raw bytes, neither hexadecimal nor base64",
                Source);
    }

    /// <exception cref="CommandException">It is missing, or too long.</exception>
    public async Task<ClassicSecret> ReadPasswordAsync(string question, CancellationToken cancellationToken)
    {
        if (!IsAsked)
        {
            using SecretLine line = Fetch();
            return Checked(_request.KeyFile is null ? line.Span : LineEnd.Without(line.Span));
        }

        if (!_console.PasswordPrompt.IsAvailable)
        {
            throw CommandException.Usage(
                "there is no terminal to ask for the password on", "give --password-env VAR, or --key-file with the password in it");
        }

        using SecretLine typed = await _console.PasswordPrompt.ReadAsync(question, cancellationToken);
        return Checked(typed.Span);
    }

    private string? Source => _request.KeyFile ?? $"environment variable {_request.Variable}";

    private ClassicSecret Checked(ReadOnlySpan<byte> password)
        => password.Length > 0 && password.Length <= ChatCbcServer.MaxTextLengthInBytes
            ? ClassicSecret.FromPasswordBytes(password)
            : throw new CommandException(
                ExitCode.Usage,
                string.Create(
                    CultureInfo.InvariantCulture, $"chat-cbc takes a password of 1 to {ChatCbcServer.MaxTextLengthInBytes} bytes"),
                "give the password that both sides share",
                IsAsked ? null : Source);

    private SecretLine Fetch()
    {
        if (_request.KeyFile is null)
        {
            // An environment string is the system's and the runtime's own: it cannot be zeroed here.
            string value = _console.GetEnvironmentVariable(_request.Variable!)
                ?? throw new CommandException(
                    ExitCode.Usage, $"the environment variable {_request.Variable} is not set", "set it, or use --key-file");
            byte[] bytes = GC.AllocateArray<byte>(Encoding.UTF8.GetMaxByteCount(value.Length), pinned: true);
            return new SecretLine(bytes, Encoding.UTF8.GetBytes(value, bytes));
        }

        try
        {
            using FileStream file = new(_console.FullPath(_request.KeyFile), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return SecretLine.ReadToEnd(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            (ExitCode code, string message) = failure switch
            {
                FileNotFoundException or DirectoryNotFoundException => (ExitCode.InputUnreadable, "there is no such key file"),
                ArgumentException => (ExitCode.Usage, "this is too long for a key or password"),
                _ => (ExitCode.InputUnreadable, "the key file cannot be read"),
            };
            throw new CommandException(code, message, "check the name and who may read it", _request.KeyFile);
        }
    }
}
