using System.Text.Json;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>Runs <c>locket picture view</c>.</summary>
internal sealed class PictureViewing
{
    private readonly CommandRun _run;
    private readonly CredentialChoice _choice;
    private readonly DecryptionOptions _options;

    public PictureViewing(CommandRun run, CredentialChoice choice, DecryptionOptions options)
    {
        _run = run;
        _choice = choice;
        _options = options;
    }

    public bool WritesDetails { get; init; }

    public bool WritesThumbnail { get; init; }

    public bool WritesJson { get; init; }

    public async Task<int> RunAsync(string name, CancellationToken cancellationToken)
    {
        if (WritesThumbnail && _run.Console.IsOutputTerminal)
        {
            throw CommandException.Usage(
                "a picture's bytes would garble the terminal", "send them to a file or a viewer, as in '> small.jpg'");
        }

        if (Directory.Exists(_run.Console.FullPath(name)))
        {
            throw new CommandException(
                ExitCode.Usage, "this is a folder", "'locket picture list' and 'locket picture open' take whole folders", subject: name);
        }

        using FileOpener opener = new(_run.Console, _run.Reporter, _run.Progress, _choice, _options);
        try
        {
            using LocketInput input = LocketInput.Open(_run.Console, name);
            using LocketReader reader = await opener.OpenAsync(input, cancellationToken);
            await WriteAsync(name, reader, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await _run.FailAsync(name, failure);
        }

        return (int)_run.Code;
    }

    private async Task WriteAsync(string name, LocketReader reader, CancellationToken cancellationToken)
    {
        SealedPictureJson facts = PictureFacts.From(name, SealedPicture.From(name, reader));
        if (WritesJson)
        {
            await _run.Console.OutputText.WriteLineAsync(JsonSerializer.Serialize(facts, AnswerJson.Readable.SealedPictureJson));
        }
        else if (WritesThumbnail)
        {
            byte[] image = reader.ReadThumbnail()
                ?? throw new CommandException(ExitCode.Failure, "no thumbnail is sealed beside this picture", "view the picture itself");
            await _run.Console.Output.WriteAsync(image, cancellationToken);
            await _run.Console.Output.FlushAsync(cancellationToken);
        }
        else if (WritesDetails || _run.Console.IsOutputTerminal)
        {
            PictureText.Write(_run.Console.OutputText, facts);
        }
        else
        {
            await using ComparedStream output = new(_run.Console.Output);
            await reader.DecryptToAsync(output, progress: null, cancellationToken);
            await output.FlushAsync(cancellationToken);
            output.RequireSame(reader.Metadata?.Sha256);
        }
    }
}
