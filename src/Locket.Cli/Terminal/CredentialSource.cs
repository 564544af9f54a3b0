using System.Globalization;
using Locket.Cli.Errors;
using Microsoft.Win32.SafeHandles;

namespace Locket.Cli.Terminal;

/// <summary>Fetches passwords and keys from where the options say.</summary>
internal sealed class CredentialSource
{
    public const string PasswordWays = "use --password-env VAR, --password-file FILE, --password-fd N or --password-stdin";

    public const string OtherWays = PasswordWays + ", or a --key-file";

    private readonly CommandConsole _console;
    private readonly CredentialChoice _choice;

    public CredentialSource(CommandConsole console, CredentialChoice choice)
    {
        _console = console;
        _choice = choice;
    }

    /// <summary>Fetches everything that needs no person.</summary>
    /// <exception cref="CommandException">A source is missing or does not hold a password or key.</exception>
    public void Load(CredentialSet into)
    {
        foreach (string file in _choice.KeyFiles)
        {
            into.Add(ReadKey(file));
        }

        LoadLines((_, line) => into.Add(Password.FromBytes(line.Span)));
    }

    /// <summary>Fetches the passwords that need no person, as they came.</summary>
    public void LoadLines(Action<string, SecretLine> take)
    {
        foreach (string variable in _choice.EnvironmentVariables)
        {
            Take($"environment variable {variable}", () => FromEnvironment(variable), take);
        }

        foreach (string file in _choice.Files)
        {
            Take(file, () => FromFile(file), take);
        }

        foreach (int descriptor in _choice.Descriptors)
        {
            Take(string.Create(CultureInfo.InvariantCulture, $"file descriptor {descriptor}"), () => FromDescriptor(descriptor), take);
        }

        if (_choice.StandardInput)
        {
            Take("standard input", () => SecretLine.ReadToEnd(_console.Input), take);
        }
    }

    private static void Take(string name, Func<SecretLine> read, Action<string, SecretLine> take)
    {
        try
        {
            using SecretLine line = read();
            take(name, line);
        }
        catch (ArgumentException failure)
        {
            Problem problem = ErrorTable.Explain(failure);
            throw new CommandException(ExitCode.Usage, problem.Message, "give a password of at least one character as UTF-8 text", name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            string message = failure is FileNotFoundException or DirectoryNotFoundException ? "there is no such password file"
                : "the password cannot be read";
            throw new CommandException(ExitCode.InputUnreadable, message, "check the name and who may read it", name);
        }
    }

    private static SecretLine FromDescriptor(int descriptor)
    {
        if (OperatingSystem.IsWindows())
        {
            throw CommandException.Usage("--password-fd needs a Unix system", "use --password-file or --password-stdin");
        }

        using SafeFileHandle handle = new(descriptor, ownsHandle: false);
        if (handle.IsInvalid)
        {
            throw new IOException("not an open descriptor");
        }

        using FileStream stream = new(handle, FileAccess.Read, bufferSize: 0);
        return SecretLine.ReadToEnd(stream);
    }

    private SecretLine FromEnvironment(string variable)
    {
        // An environment string is the system's and the runtime's own: it cannot be zeroed here.
        string value = _console.GetEnvironmentVariable(variable)
            ?? throw new CommandException(
                ExitCode.Usage, $"the environment variable {variable} is not set", "set it, or use another way to give the password");
        byte[] bytes = GC.AllocateArray<byte>(System.Text.Encoding.UTF8.GetMaxByteCount(value.Length), pinned: true);
        return new SecretLine(bytes, System.Text.Encoding.UTF8.GetBytes(value, bytes));
    }

    private SecretLine FromFile(string file)
    {
        using FileStream stream = new(_console.FullPath(file), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return SecretLine.ReadToEnd(stream);
    }

    private SymmetricKey ReadKey(string file)
    {
        try
        {
            return SymmetricKey.ReadFile(_console.FullPath(file));
        }
        catch (FormatException)
        {
            throw new CommandException(ExitCode.Usage, "this is not a key file", "make one with 'locket key new -o FILE'", file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            string message = failure is FileNotFoundException or DirectoryNotFoundException ? "there is no such key file"
                : "the key file cannot be read";
            throw new CommandException(ExitCode.InputUnreadable, message, "check the name and who may read it", file);
        }
    }
}
