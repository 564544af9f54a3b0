using System.Security.Cryptography;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures.Veil;

/// <summary>Runs <c>locket picture veil</c>: the file is sealed in memory, and the sealed file written as a picture.</summary>
internal sealed class PictureVeiling
{
    /// <summary>What is left for the sealed file's header and tags.</summary>
    private const int OverheadInBytes = 1 << 20;

    private const string Extension = ".png";

    private readonly CommandRun _run;
    private readonly PictureVeilRequest _request;

    public PictureVeiling(CommandRun run, PictureVeilRequest request)
    {
        _run = run;
        _request = request;
    }

    public static IReadOnlyList<string> Previews { get; } = ["blur", "pixelate"];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (_request.Output is null or "-")
        {
            throw CommandException.Usage("a veil goes to a file", "name the picture with -o, as in -o noise.png");
        }

        OutputPlace place = OutputPlace.From(_run.Console, _request.Output, severalInputs: false);
        try
        {
            await VeilAsync(place, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not CommandException { Code: ExitCode.Usage })
        {
            await _run.FailAsync(_request.Input, failure);
        }

        return (int)_run.Code;
    }

    private async Task VeilAsync(OutputPlace place, CancellationToken cancellationToken)
    {
        // 1. What there is, and every mistake that can be seen without a password.
        string input = _request.Input;
        byte[] content = VeilFiles.Read(_run.Console, input, PictureVeil.MaxContentInBytes);
        string name = place.NameFor(Path.GetDirectoryName(input) ?? string.Empty, string.Empty, Path.GetFileName(input) + Extension);
        string output = VeilFiles.Prepare(_run.Console, place, name, input);
        if (!_request.Force && Path.Exists(output))
        {
            throw new LocketException(LocketFailure.OutputExists, $"{name} exists already");
        }

        bool isSealed = content.AsSpan().StartsWith("locket/v1 "u8);
        RefuseForSealed(isSealed);
        if (!isSealed && content.Length > PictureVeil.MaxContentInBytes - OverheadInBytes)
        {
            throw new CommandException(
                ExitCode.TooCostly, "a file to veil has at most 127 MiB", "use 'locket encrypt', and a channel that takes files");
        }

        VeilPreview? preview = _request.Preview is null ? null : Preview(content, cancellationToken);

        // 2. The Locket file. One that is there already is looked at before it is passed on.
        byte[] locketFile = isSealed ? Checked(content) : await SealAsync(content, cancellationToken);

        // 3. The picture.
        PictureVeil.WriteFile(locketFile, output, new VeilOptions { IsGray = _request.IsGray, Preview = preview }, _request.Force);
        _run.Reporter.Done(input, name);
        if (Path.HasExtension(name) && !name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            _run.Reporter.Note($"{Shown.Text(name)} is a PNG, whatever its name says: other formats would change its pixels");
        }
    }

    private void RefuseForSealed(bool isSealed)
    {
        if (isSealed && _request.Credentials.NamesAnything)
        {
            throw new CommandException(
                ExitCode.Usage,
                "a Locket file is veiled as it is, and opens with its own password or key",
                "leave password and key out, or open it first with 'locket decrypt'",
                subject: _request.Input);
        }

        if (isSealed && _request.Preview is not null)
        {
            throw new CommandException(
                ExitCode.Usage,
                "what is in a Locket file cannot be seen",
                "leave --preview out, or open it first",
                subject: _request.Input);
        }
    }

    private static byte[] Checked(byte[] locketFile)
    {
        using MemoryStream content = new(locketFile, writable: false);
        _ = LocketFile.Inspect(content);
        return locketFile;
    }

    private async Task<byte[]> SealAsync(byte[] content, CancellationToken cancellationToken)
    {
        using CredentialSet secrets = new();
        await NewSecrets.LoadAsync(_run, _request.Credentials, secrets, cancellationToken);
        using MemoryStream picture = new(content, writable: false);
        FileMetadata file = FileMetadata.FromFile(_run.Console.FullPath(_request.Input));
        FileMetadata metadata = new PictureExaminer().Examine(picture).AddTo(file) with
        {
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        };
        Recipient[] recipients =
        [
            .. secrets.Keys.Select(key => new KeyRecipient(key)),
            .. secrets.Passwords.Select(password => new PasswordRecipient(password, _request.Kdf)),
        ];
        try
        {
            return LocketFile.Encrypt(content, recipients, new EncryptionOptions { Metadata = metadata });
        }
        finally
        {
            Array.ForEach(recipients, recipient => recipient.Dispose());
        }
    }

    /// <summary>The hint, made of a thumbnail: few enough pixels, upright, and decoded in a process of its own.</summary>
    private VeilPreview Preview(byte[] content, CancellationToken cancellationToken)
    {
        using PictureThumbnails thumbnails = new(_run.Console, areUnwanted: false, parallelFiles: 1);
        using MemoryStream stream = new(content, writable: false);
        if (!PictureInfo.TryRead(content, out PictureInfo? info) || PictureInput.From(info, stream) is not PictureInput picture)
        {
            throw new CommandException(
                ExitCode.NotALocketFile,
                "a preview can be made of PNG, JPEG, GIF, WebP and BMP",
                "leave --preview out: any file can be veiled");
        }

        DecoderResult<Thumbnail>? small = thumbnails.Maker?.Make(picture, cancellationToken);
        if (small?.Value is not Thumbnail thumbnail)
        {
            throw NoPreview(small?.Note);
        }

        using MemoryStream image = new(thumbnail.Content.ToArray(), writable: false);
        DecoderResult<Raster> pixels = thumbnails.Decoder!.Decode(
            new PictureInput { Format = thumbnail.Format, Width = thumbnail.Width, Height = thumbnail.Height, Content = image },
            cancellationToken);
        VeilPreview usual = new()
        {
            Picture = pixels.Value ?? throw NoPreview(pixels.Note),
            Style = _request.Preview is "pixelate" ? VeilPreviewStyle.Pixelated : VeilPreviewStyle.Blurred,
        };
        return usual with { Cells = _request.PreviewColors ?? usual.Cells, Bits = _request.PreviewBits ?? usual.Bits };
    }

    private static CommandException NoPreview(string? note) => new(
        ExitCode.Failure, $"no preview can be made: {note ?? "this system does not say which program runs"}", "leave --preview out");
}
