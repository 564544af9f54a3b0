using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations;

/// <summary>
/// Opens files with what the options give, and asks for a password only when a file's header was found sound and nothing else opens it.
/// A password that opened one file is tried on the next.
/// </summary>
internal sealed class FileOpener : IDisposable
{
    private const int TriesPerRun = 3;

    private readonly CommandConsole _console;
    private readonly Reporter _reporter;
    private readonly ProgressMeter _progress;
    private readonly CredentialChoice _choice;
    private readonly DecryptionOptions _options;
    private readonly CredentialSet _secrets = new();
    private bool _loaded;
    private int _triesLeft = TriesPerRun;

    public FileOpener(CommandConsole console, Reporter reporter, ProgressMeter progress, CredentialChoice choice, DecryptionOptions options)
    {
        _console = console;
        _reporter = reporter;
        _progress = progress;
        _choice = choice;
        _options = options;
    }

    /// <summary>What the options gave, and what was typed and opened a file; it lives as long as this.</summary>
    public IReadOnlyList<Credential> Known => _secrets.All;

    /// <exception cref="LocketException">The file is not sound, or nothing opens it.</exception>
    public async Task<LocketReader> OpenAsync(LocketInput input, CancellationToken cancellationToken)
    {
        if (input.IsStandardInput && _choice.StandardInput)
        {
            throw CommandException.Usage(
                "the standard input cannot carry both the password and the data", "use --password-file, --password-fd or --password-env");
        }

        // 1. A file that is none fails before anybody is asked for anything.
        FileInspection inspection = input.Inspect();
        if (!_loaded)
        {
            new CredentialSource(_console, _choice).Load(_secrets);
            _loaded = true;
        }

        // 2. What is at hand.
        LocketException? refusal = null;
        if (_secrets.All.Count > 0)
        {
            try
            {
                return input.OpenReader(_secrets.All, _options, cancellationToken);
            }
            catch (LocketException failure) when (failure.Reason == LocketFailure.NoSlotOpens)
            {
                refusal = failure;
            }
        }

        // 3. A person.
        return await AskAsync(input, inspection, refusal, cancellationToken);
    }

    public void Dispose() => _secrets.Dispose();

    private async Task<LocketReader> AskAsync(
        LocketInput input, FileInspection inspection, LocketException? refusal, CancellationToken cancellationToken)
    {
        if (!inspection.Slots.Any(slot => slot.Kdf is not null))
        {
            throw refusal ?? new LocketException(LocketFailure.NoSlotOpens, "no password opens this file: it has key slots only");
        }

        bool mayAsk = _choice.Ask || !_choice.NamesPasswordSource;
        if (refusal is not null && _secrets.Passwords.Count == 0 && mayAsk && !_console.PasswordPrompt.IsAvailable)
        {
            throw new CommandException(
                ExitCode.NoSlotOpens, $"{refusal.Message}; there is no terminal to ask for one on", CredentialSource.OtherWays);
        }

        if (!mayAsk || (refusal is not null && !_choice.Ask && !_console.PasswordPrompt.IsAvailable))
        {
            throw refusal ?? new LocketException(LocketFailure.NoSlotOpens, "no slot opens");
        }

        if (!_console.PasswordPrompt.IsAvailable)
        {
            throw CommandException.Usage("there is no terminal to ask for the password on", CredentialSource.OtherWays);
        }

        await _progress.HideAsync();
        while (_triesLeft > 0)
        {
            using SecretLine line = await _console.PasswordPrompt.ReadAsync($"password for {NameOf(input)}: ", cancellationToken);
            if (line.Span.IsEmpty)
            {
                _triesLeft--;
                _reporter.Remark("a password has at least one character", _triesLeft > 0);
                continue;
            }

#pragma warning disable CA2000 // the caller gets the reader
            LocketReader? reader = Try(input, line, cancellationToken);
#pragma warning restore CA2000
            if (reader is not null)
            {
                return reader;
            }

            _triesLeft--;
            if (_triesLeft > 0)
            {
                _reporter.Remark("this password does not open the file", again: true);
            }
        }

        throw new LocketException(LocketFailure.NoSlotOpens, "no password that was typed opens the file");
    }

    private static string NameOf(LocketInput input) => input.IsStandardInput ? "the standard input" : Shown.Text(input.Name);

    private LocketReader? Try(LocketInput input, SecretLine line, CancellationToken cancellationToken)
    {
        Password password = Password.FromBytes(line.Span);
        try
        {
            LocketReader reader = input.OpenReader([password], _options, cancellationToken);
            _secrets.Add(password);
            return reader;
        }
        catch (LocketException failure) when (failure.Reason == LocketFailure.NoSlotOpens)
        {
            password.Dispose();
            return null;
        }
        catch
        {
            password.Dispose();
            throw;
        }
    }
}
