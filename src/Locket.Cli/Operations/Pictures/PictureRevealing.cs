using System.Text.Json;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>Runs <c>locket picture reveal</c>.</summary>
internal sealed class PictureRevealing
{
    private const string LayersFormat = ".png";

    private readonly CommandRun _run;
    private readonly PictureRevealRequest _request;

    public PictureRevealing(CommandRun run, PictureRevealRequest request)
    {
        _run = run;
        _request = request;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RevealAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await RedactionAnswer.FailAsync(_run, _request.Input, failure, _request.Json);
        }

        return (int)_run.Code;
    }

    private async Task RevealAsync(CancellationToken cancellationToken)
    {
        // 1. What is there, and where it would go.
        OutputPlace place = RedactionAnswer.RequirePlace(_run.Console, _request.Output);
        string source = _run.Console.FullPath(RedactionAnswer.RequireInput(_request.Input));
        using FileStream picture = InputFile.Open(source);
        PictureRedaction redaction = PictureRedaction.Read(picture);
        if (place.File is not null)
        {
            RequireFree(_run.Console.FullPath(place.File));
        }

        // 2. What opens.
        using CredentialSet secrets = new();
        using RevealedPicture revealed = await new RedactionOpener(_run, _request, redaction, secrets).OpenAsync(cancellationToken);

        // 3. The output.
        string output = place.NameFor(string.Empty, string.Empty, NameOf(revealed));
        place.Prepare(output);
        string path = _run.Console.FullPath(output);
        RequireFree(path);
        using PictureThumbnails decoding = new(_run.Console, areUnwanted: revealed.HasOriginal, parallelFiles: 1);
        long length = revealed.WriteFile(path, decoding.Decoder, _request.Force, source, cancellationToken);
        Tell(output, revealed, length);
    }

    private string NameOf(RevealedPicture revealed) => revealed.HasOriginal
        ? revealed.Metadata?.SafeName ?? Path.GetFileName(_request.Input)
        : Path.GetFileNameWithoutExtension(_request.Input) + LayersFormat;

    private void RequireFree(string path)
    {
        if (!_request.Force && Path.Exists(path))
        {
            throw new LocketException(LocketFailure.OutputExists, $"{path} exists already");
        }
    }

    private void Tell(string output, RevealedPicture revealed, long length)
    {
        if (_request.Json)
        {
            RevealJson answer = new()
            {
                File = _request.Input,
                Output = output,
                IsOriginal = revealed.HasOriginal,
                Name = revealed.Metadata?.Name,
                Layers = revealed.LayerNames,
                Areas = [.. revealed.Areas.Select(area => new AreaJson(area.X, area.Y, area.Width, area.Height))],
                Sealed = revealed.SealedCount,
                LengthInBytes = length,
            };
            _run.Console.OutputText.WriteLine(JsonSerializer.Serialize(answer, AnswerJson.Readable.RevealJson));
        }

        _run.Reporter.Done(_request.Input, output);
        if (revealed.HasOriginal)
        {
            return;
        }

        _run.Reporter.Note($"this is not the original: {Layers(revealed)} restored, the rest is as everybody sees it");
        if (!output.EndsWith(LayersFormat, StringComparison.OrdinalIgnoreCase))
        {
            _run.Reporter.Note($"{Shown.Text(output)} is a PNG, whatever its name says: other formats would change the restored pixels");
        }
    }

    private static string Layers(RevealedPicture revealed)
        => string.Join(", ", revealed.LayerNames.Select(name => $"'{Shown.Text(name)}'"));
}
