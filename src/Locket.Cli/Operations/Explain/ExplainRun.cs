using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Explain;

/// <summary>Runs <c>locket explain</c>.</summary>
internal sealed class ExplainRun
{
    // Large enough that blocks of four pixels look small, small enough for a page.
    private const int PictureWidth = 192;
    private const int PictureHeight = 128;

    private readonly CommandRun _run;
    private readonly ExplainRequest _request;

    public ExplainRun(CommandRun run, ExplainRequest request)
    {
        _run = run;
        _request = request;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        bool isModes = string.Equals(_request.Scheme, Explainer.Modes, StringComparison.Ordinal);
        if (_request.PictureFolder is not null && !isModes)
        {
            throw CommandException.Usage("--picture goes with 'modes' only", "use 'locket explain modes --picture DIR'");
        }

        if (_request.Force && _request.PictureFolder is null)
        {
            throw CommandException.Usage("--force replaces pictures, and none are asked for", "add --picture DIR, or leave --force out");
        }

        if (_request.Scheme is not { } scheme)
        {
            return List();
        }

        using ClassicSecret? password = ReadPassword(scheme);
        SchemeExplanation explanation = await ExplainAsync(scheme, password, cancellationToken);
        if (_request.Json)
        {
            await _run.Console.OutputText.WriteLineAsync(ExplanationJson.Write(explanation));
        }
        else
        {
            new ExplanationText(_run.Console.OutputText, new Paint(UsesColor(_run.Console))).Write(explanation);
        }

        if (_request.PictureFolder is { } folder)
        {
            await WritePicturesAsync(folder, cancellationToken);
        }

        return (int)_run.Code;
    }

    /// <summary>Colors are for terminals that want them (NO_COLOR, TERM=dumb).</summary>
    private static bool UsesColor(CommandConsole console)
        => console.IsOutputTerminal
            && string.IsNullOrEmpty(console.GetEnvironmentVariable("NO_COLOR"))
            && !string.Equals(console.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);

    private int List()
    {
        if (_request.Text is not null || _request.PasswordVariable is not null)
        {
            throw CommandException.Usage("--text and --password-env need something to explain", "name a scheme; 'locket explain' lists "
                + "them");
        }

        if (_request.Json)
        {
            _run.Console.OutputText.WriteLine(ExplanationJson.WriteList(Explainer.Schemes));
            return (int)ExitCode.Success;
        }

        int width = Explainer.Schemes.Max(scheme => scheme.Name.Length) + 2;
        foreach (ExplainableScheme scheme in Explainer.Schemes)
        {
            _run.Console.OutputText.WriteLine($"{scheme.Name.PadRight(width)}{scheme.Title}");
        }

        return (int)ExitCode.Success;
    }

    private async Task<SchemeExplanation> ExplainAsync(string scheme, ClassicSecret? password, CancellationToken cancellationToken)
    {
        try
        {
            return await Explainer.ExplainAsync(scheme, new() { Text = _request.Text, Password = password }, cancellationToken);
        }
        catch (ArgumentException wrong) when (wrong.ParamName is "options")
        {
            string message = ErrorTable.Explain(wrong).Message;
            throw CommandException.Usage(message, "see 'locket explain --help'");
        }
    }

    private ClassicSecret? ReadPassword(string scheme)
    {
        if (_request.PasswordVariable is not { } variable)
        {
            return null;
        }

        ClassicSecret? secret = null;
        CredentialSource source = new(_run.Console, new CredentialChoice { EnvironmentVariables = [variable] });
        source.LoadLines((_, line) => secret = SecretOf(scheme, line.Span));
        return secret;
    }

    private static ClassicSecret SecretOf(string scheme, ReadOnlySpan<byte> password)
    {
        if (!string.Equals(scheme, Explainer.RawKeyScheme, StringComparison.Ordinal))
        {
            return password.IsEmpty
                ? throw CommandException.Usage("a password has at least one character", "give another one")
                : ClassicSecret.FromPasswordBytes(password);
        }

        return password.Length is 16 or 24 or 32
            ? ClassicSecret.FromKey(password)
            : throw CommandException.Usage(
                $"for {scheme} the password is the key itself, and has 16, 24 or 32 bytes", "leave --password-env out for the published "
                    + "key");
    }

    private async Task WritePicturesAsync(string folder, CancellationToken cancellationToken)
    {
        string path = _run.Console.FullPath(folder);
        Directory.CreateDirectory(path);
        foreach (ExplanationPicture picture in Explainer.DrawModes(PictureWidth, PictureHeight))
        {
            string name = $"{Explainer.Modes}-{picture.Name}.png";
            try
            {
                await ClassicFile.WriteAsync(
                    Path.Join(path, name),
                    _request.Force,
                    isPrivate: false,
                    sourcePath: null,
                    async (file, stop) => await file.WriteAsync(picture.ToPng(), stop),
                    cancellationToken);
                _run.Reporter.Done($"the picture {picture.Caption}", Path.Join(folder, name));
            }
            catch (LocketException failure) when (failure.Reason == LocketFailure.OutputExists)
            {
                await _run.FailAsync(Path.Join(folder, name), new CommandException(
                    ExitCode.OutputExists, failure.Message, "choose another folder, or replace the pictures with --force"));
            }
            catch (LocketException failure)
            {
                await _run.FailAsync(Path.Join(folder, name), failure);
            }
        }
    }
}
