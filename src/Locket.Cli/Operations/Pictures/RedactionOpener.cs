using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>Opens what is sealed in a redacted picture with what the options give, or else with a password that is asked for.</summary>
internal sealed class RedactionOpener
{
    private const int Tries = 3;

    private readonly CommandRun _run;
    private readonly PictureRevealRequest _request;
    private readonly PictureRedaction _redaction;
    private readonly CredentialSet _secrets;

    public RedactionOpener(CommandRun run, PictureRevealRequest request, PictureRedaction redaction, CredentialSet secrets)
    {
        _run = run;
        _request = request;
        _redaction = redaction;
        _secrets = secrets;
    }

    /// <exception cref="LocketException">Nothing opens, or what opens is damaged.</exception>
    public async Task<RevealedPicture> OpenAsync(CancellationToken cancellationToken)
    {
        new CredentialSource(_run.Console, _request.Credentials).Load(_secrets);
        bool hasSource = _secrets.All.Count > 0;
        if (!_request.Credentials.Ask && hasSource)
        {
            return Open(_secrets.All, cancellationToken);
        }

        IPasswordPrompt prompt = _run.Console.PasswordPrompt;
        if (!prompt.IsAvailable)
        {
            throw CommandException.Usage("there is no terminal to ask for the password on", CredentialSource.OtherWays);
        }

        for (int left = Tries - 1; ; left--)
        {
            using SecretLine line = await prompt.ReadAsync($"password for {Shown.Text(_request.Input)}: ", cancellationToken);
            if (line.Span.IsEmpty)
            {
                _run.Reporter.Remark("a password has at least one character", left > 0);
            }
            else
            {
                using Password password = Password.FromBytes(line.Span);
                try
                {
                    return Open([.. _secrets.All, password], cancellationToken);
                }
                catch (LocketException failure) when (failure.Reason == LocketFailure.NoSlotOpens && left > 0)
                {
                    _run.Reporter.Remark("this password opens nothing in the picture", again: true);
                    continue;
                }
            }

            if (left == 0)
            {
                throw new LocketException(LocketFailure.NoSlotOpens, "no password that was typed opens anything in the picture");
            }
        }
    }

    private RevealedPicture Open(IReadOnlyList<Credential> credentials, CancellationToken cancellationToken)
        => _redaction.Open(credentials, _request.Options, _request.AllowsChanged, cancellationToken);
}
