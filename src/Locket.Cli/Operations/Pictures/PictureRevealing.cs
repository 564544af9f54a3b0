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
    private readonly RedactionRun _work;

    public PictureRevealing(CommandRun run, PictureRevealRequest request)
    {
        _run = run;
        _request = request;
        _work = new RedactionRun(run, request.Input, request.Force, request.Json);
    }

    public Task<int> RunAsync(CancellationToken cancellationToken) => _work.TryAsync(RevealAsync, cancellationToken);

    private async Task RevealAsync(CancellationToken cancellationToken)
    {
        // 1. What is there, and where it would go.
        OutputPlace place = _work.RequirePlace(_request.Output);
        using FileStream picture = PlainInput.Open(_run.Console, _request.Input);
        PictureRedaction redaction = PictureRedaction.Read(picture);
        if (place.File is not null)
        {
            _work.RequireFree(place.File);
        }

        // 2. What opens.
        using CredentialSet secrets = new();
        using RevealedPicture revealed = await new RedactionOpener(_run, _request, redaction, secrets).OpenAsync(cancellationToken);

        // 3. The output.
        string output = place.NameFor(string.Empty, string.Empty, NameOf(revealed));
        place.Prepare(output);
        string path = _work.RequireFree(output);
        using PictureThumbnails decoding = new(_run.Console, areUnwanted: revealed.HasOriginal, parallelFiles: 1);
        long length = revealed.WriteFile(
            path, decoding.Decoder, _request.Force, _run.Console.FullPath(_request.Input), cancellationToken);
        Tell(output, revealed, length);
    }

    private string NameOf(RevealedPicture revealed) => revealed.HasOriginal
        ? revealed.Metadata?.SafeName ?? Path.GetFileName(_request.Input)
        : Path.GetFileNameWithoutExtension(_request.Input) + LayersFormat;

    private void Tell(string output, RevealedPicture revealed, long length)
    {
        RevealJson answer = new()
        {
            File = _request.Input,
            Output = output,
            IsOriginal = revealed.HasOriginal,
            Name = revealed.Metadata?.Name,
            Layers = revealed.LayerNames,
            Areas = AreaJson.Of(revealed.Areas),
            Sealed = revealed.SealedCount,
            Unreadable = revealed.UnreadableCount,
            LengthInBytes = length,
        };
        _work.Done(output, answer, AnswerJson.Readable.RevealJson);
        if (revealed.UnreadableCount > 0)
        {
            _run.Reporter.Note(
                $"sealed files in the picture that cannot be read: {revealed.UnreadableCount} of {revealed.SealedCount}",
                "it was altered or badly copied: fetch another copy");
        }

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
