using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>Runs <c>locket picture show</c>: thumbnails out of headers, drawn one under the other.</summary>
internal sealed class PictureShowing
{
    /// <summary>Of an output that is no terminal.</summary>
    private const int UsualColumns = 80;

    private readonly CommandRun _run;
    private readonly PictureOpenRequest _request;
    private readonly string? _way;
    private readonly int _lines;

    /// <param name="run">What every command has at hand.</param>
    /// <param name="request">Inputs and secrets.</param>
    /// <param name="way">One of <see cref="Ways"/>; null for the best that the terminal takes.</param>
    /// <param name="lines">Lines that each picture may take.</param>
    public PictureShowing(CommandRun run, PictureOpenRequest request, string? way, int lines)
    {
        _run = run;
        _request = request;
        _way = way;
        _lines = lines;
    }

    public static IReadOnlyList<string> Ways { get; } = ["plain", "256", "truecolor", "sixel", "kitty"];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        PictureFiles files = new PictureFiles(_run.Console, outputFolder: null, isSealed: true).Find(_request.Inputs);
        foreach ((string name, Exception failure) in files.Failures)
        {
            await _run.FailAsync(name, failure);
        }

        files.NoteNothingSealed(_run.Reporter);

        // Before anything is asked of the person, whose typing would look like an answer.
        TerminalAnswers? answers = files.All.Count == 0 ? null : Ask(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        TerminalDrawing drawing = Drawing(answers);
        int columns = _run.Console.IsOutputTerminal ? Math.Max(1, Columns()) : UsualColumns;
        using FileOpener opener = new(_run.Console, _run.Reporter, _run.Progress, _request.Credentials, _request.Options);
        using PictureThumbnails decoding = new(_run.Console, areUnwanted: false, parallelFiles: 1);
        foreach (PictureFile file in files.All)
        {
            try
            {
                using LocketInput input = LocketInput.Open(_run.Console, file.Name);
                using LocketReader reader = await opener.OpenAsync(input, cancellationToken);
                byte[] thumbnail = reader.ReadThumbnail()
                    ?? throw new CommandException(
                        ExitCode.Failure, "no thumbnail is sealed beside this picture", "open or view the picture itself");
                Raster picture = Decode(thumbnail, decoding.Decoder, cancellationToken);
                await _run.Console.OutputText.WriteLineAsync(Shown.Text(file.Name));
                await _run.Console.OutputText.WriteAsync(TerminalPicture.Draw(picture, drawing, columns, _lines, answers));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                await _run.FailAsync(file.Name, failure);
            }
        }

        return (int)_run.Code;
    }

    /// <summary>Whoever may open a file can have sealed any bytes as its thumbnail: they are decoded like every foreign picture.</summary>
    private static Raster Decode(byte[] thumbnail, PictureDecoder? decoder, CancellationToken cancellationToken)
    {
        if (!PictureInfo.TryRead(thumbnail, out PictureInfo? info) || info is not { Width: int width, Height: int height })
        {
            throw new CommandException(ExitCode.Damaged, "the sealed thumbnail is no picture", "open or view the picture itself");
        }

        using MemoryStream content = new(thumbnail, writable: false);
        DecodableFormat format = info.Type == PictureType.Jpeg ? DecodableFormat.Jpeg : DecodableFormat.Png;
        DecoderResult<Raster>? decoded = decoder?.Decode(
            new PictureInput { Format = format, Width = width, Height = height, Content = content }, cancellationToken);
        return decoded?.Value
            ?? throw new CommandException(
                ExitCode.Failure, "the sealed thumbnail cannot be drawn", decoded?.Note ?? "this system does not say which program runs");
    }

    private static int Columns()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return UsualColumns;
        }
    }

    /// <summary>What the terminal says of itself; null where it is not worth asking, or says nothing.</summary>
    private TerminalAnswers? Ask(CancellationToken cancellationToken)
    {
        // Of characters and half blocks nothing depends on it.
        bool isWanted = (_way is null or "sixel" or "kitty") && _run.Console is { IsInputTerminal: true, IsOutputTerminal: true };
        return isWanted && TerminalAnswers.QueryFor(_run.Console.GetEnvironmentVariable) is string question
            && _run.Console.AskTerminal(question, TerminalAnswers.AreComplete, cancellationToken) is string text
            && text.Contains('\e', StringComparison.Ordinal)
            ? TerminalAnswers.Parse(text)
            : null;
    }

    private TerminalDrawing Drawing(TerminalAnswers? answers) => _way switch
    {
        "plain" => TerminalDrawing.Characters,
        "256" => TerminalDrawing.Colors256,
        "truecolor" => TerminalDrawing.TrueColor,
        "sixel" => TerminalDrawing.Sixel,
        "kitty" => TerminalDrawing.Kitty,
        _ when _run.Console.IsOutputTerminal => TerminalPicture.Choose(_run.Console.GetEnvironmentVariable, answers),
        _ => TerminalDrawing.Characters,
    };
}
