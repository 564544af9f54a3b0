using System.Globalization;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures;

/// <summary>Runs <c>locket picture redact</c>: every mistake that can be seen first, then secrets, then the picture.</summary>
internal sealed class PictureRedacting
{
    /// <summary>What the format allows in one file.</summary>
    private const int MostPasswords = 4;

    private readonly CommandRun _run;
    private readonly PictureRedactRequest _request;
    private readonly RedactionRun _work;

    public PictureRedacting(CommandRun run, PictureRedactRequest request)
    {
        _run = run;
        _request = request;
        _work = new RedactionRun(run, request.Input, request.Force, request.Json);
    }

    public Task<int> RunAsync(CancellationToken cancellationToken) => _work.TryAsync(RedactAsync, cancellationToken);

    private async Task RedactAsync(CancellationToken cancellationToken)
    {
        // 1. What would be done.
        string output = _work.RequirePlace(_request.Output).File
            ?? throw CommandException.Usage(
                $"'{_request.Output}' is a folder", "name the redacted picture with -o, so that its ending says what it is");
        RedactionOptions options = Examine(output);
        string destination = _work.RequireFree(output);
        if (_request.HasNoOriginal && (_request.Layers.Count == 0 || _request.Credentials.NamesAnything))
        {
            throw CommandException.Usage(
                _request.Layers.Count == 0
                    ? "without the original and without layers nobody gets anything back"
                    : "--no-original needs no password of its own",
                "see 'locket picture redact --help'");
        }

        // 2. The secrets: one set for the original, one for each layer.
        using CredentialSet secrets = new();
        CredentialSet[] layerSecrets = [.. _request.Layers.Select(_ => new CredentialSet())];
        List<Recipient> recipients = [];
        try
        {
            await LoadAsync(secrets, cancellationToken);
            RedactionOptions complete = options with
            {
                Recipients = Recipients(secrets, recipients),
                Layers =
                [
                    .. options.Layers.Select(
                        (layer, index) => layer with { Recipients = LayerRecipients(index, layerSecrets, recipients) }),
                ],
            };

            // 3. The picture.
            using PictureThumbnails decoding = new(_run.Console, areUnwanted: false, parallelFiles: 1);
            PictureDecoder decoder = decoding.Decoder
                ?? throw new CommandException(ExitCode.Failure, "this system does not say which program runs, so nothing is decoded");
            Tell(output, new PictureRedactor(decoder).RedactFile(
                _run.Console.FullPath(_request.Input), destination, complete, _request.Force, cancellationToken));
        }
        finally
        {
            recipients.ForEach(recipient => recipient.Dispose());
            Array.ForEach(layerSecrets, set => set.Dispose());
        }
    }

    private RedactionOptions Examine(string output)
    {
        using FileStream picture = PlainInput.Open(_run.Console, _request.Input);
        if (!PictureInfo.TryRead(picture, out PictureInfo? info) || info is not { ViewWidth: int width, ViewHeight: int height })
        {
            throw new PictureException(PictureFailure.NotAPicture, "the bytes begin like no picture that is known");
        }

        if (_request.IsAllBut && _request.Areas.Count == 0)
        {
            throw CommandException.Usage(
                "--all-but leaves what --area names, but there is none", "name what stays: --area X,Y,WIDTH,HEIGHT");
        }

        RedactionOptions options = new()
        {
            Areas = [.. _request.Areas.Select(Parse)],
            IsAllBut = _request.IsAllBut,
            Layers =
            [
                .. _request.Layers.Select(
                    layer => new RedactionLayer { Name = layer.Name, Areas = [.. layer.Areas.Select(Parse)], Recipients = [] }),
            ],
            MarginInPixels = _request.MarginInPixels,
            Color = ColorOf(_request.Color),
            Format = FormatOf(output),
            Quality = _request.Quality,
            Pad = _request.Pad,
        };
        PictureRedactor.Examine(picture, options);
        return options;

        PictureArea Parse(string text) => PictureArea.TryParse(text, width, height, out PictureArea area)
            ? area
            : throw CommandException.Usage(
                $"'{text}' is no rectangle", "write X,Y,WIDTH,HEIGHT in pixels, as in 120,40,64,64, or in percent, as in 10%,20%,30%,5%");
    }

    private static RedactionColor ColorOf(string? digits)
    {
        byte[] bytes = Convert.FromHexString(digits ?? "000000");
        return new RedactionColor(bytes[0], bytes[1], bytes[2]);
    }

    private static DecodableFormat FormatOf(string output) => Path.GetExtension(output).ToUpperInvariant() switch
    {
        ".PNG" => DecodableFormat.Png,
        ".JPG" or ".JPEG" or ".JFIF" => DecodableFormat.Jpeg,
        ".WEBP" => DecodableFormat.WebP,
        ".GIF" or ".BMP" or ".TIF" or ".TIFF" or ".HEIC" or ".HEIF" or ".AVIF" or ".JXL" or ".ICO" => throw CommandException.Usage(
            $"'{output}' would be no {Path.GetExtension(output)}: redacted pictures are PNG, JPEG or WebP",
            "name it *.png, *.jpg or *.webp"),
        _ => DecodableFormat.None,
    };

    private async Task LoadAsync(CredentialSet secrets, CancellationToken cancellationToken)
    {
        if (_request.HasNoOriginal)
        {
            return;
        }

        new CredentialSource(_run.Console, _request.Credentials).Load(secrets);
        if (_request.Credentials.Ask || (secrets.Passwords.Count == 0 && secrets.Keys.Count == 0))
        {
            secrets.Add(await new NewPasswordPrompt(_run.Console, _run.Reporter).AskAsync(cancellationToken));
        }
    }

    private Recipient[] LayerRecipients(int index, CredentialSet[] secrets, List<Recipient> all)
    {
        new CredentialSource(_run.Console, _request.Layers[index].Credentials).Load(secrets[index]);
        return Recipients(secrets[index], all);
    }

    private Recipient[] Recipients(CredentialSet secrets, List<Recipient> all)
    {
        if (secrets.Passwords.Count > MostPasswords)
        {
            throw CommandException.Usage($"a layer takes at most {MostPasswords} passwords", "use key files for more people");
        }

        Recipient[] recipients =
        [
            .. secrets.Keys.Select(key => new KeyRecipient(key)),
            .. secrets.Passwords.Select(password => new PasswordRecipient(password, _request.Kdf)),
        ];
        all.AddRange(recipients);
        return recipients;
    }

    private void Tell(string output, RedactionReport report)
    {
        RedactionJson answer = new()
        {
            File = _request.Input,
            Output = output,
            MediaType = report.Format switch
            {
                DecodableFormat.Png => "image/png",
                DecodableFormat.Jpeg => "image/jpeg",
                _ => "image/webp",
            },
            Width = report.Width,
            Height = report.Height,
            HiddenPixels = report.HiddenPixelCount,
            HiddenAreas = AreaJson.Of(report.HiddenAreas),
            GrownInPixels = report.GrownInPixels,
            HasReducedAlpha = report.HasReducedAlpha,
            HasOriginal = !_request.HasNoOriginal,
            Layers = [.. report.Layers.Select(layer => layer.Name)],
            MissingPixels = [.. report.Layers.Select(layer => layer.MissingPixelCount)],
            LengthInBytes = report.LengthInBytes,
        };
        _work.Done(output, answer, AnswerJson.Readable.RedactionJson);
        if (report.GrownInPixels > _request.MarginInPixels)
        {
            string margin = _request.MarginInPixels > 0 ? $", the {Pixels(_request.MarginInPixels)} of --margin included" : string.Empty;
            _run.Reporter.Note(
                $"what is hidden was grown by up to {Pixels(report.GrownInPixels)} on each side{margin}: the picture was coded in blocks, "
                    + "which hold traces of it");
        }

        if (report.HasReducedAlpha)
        {
            _run.Reporter.Note(
                "transparency elsewhere may hold faint traces of what is hidden: the picture keeps fewer levels of it, "
                    + "chosen for the whole");
        }

        foreach (RedactedLayer layer in report.Layers.Where(layer => layer.MissingPixelCount > 0))
        {
            _run.Reporter.Note(
                $"the layer '{Shown.Text(layer.Name)}' keeps {Pixels(layer.MissingPixelCount)} of its rectangles back: "
                    + "they hold traces of what else is hidden");
        }
    }

    private static string Pixels(long count)
        => count == 1 ? "1 pixel" : string.Create(CultureInfo.InvariantCulture, $"{count} pixels");
}
