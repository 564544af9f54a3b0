using System.Diagnostics.CodeAnalysis;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Operations.Pictures.Veil;

/// <summary>Runs <c>locket picture unveil</c>: the Locket file is read from the pixels, then opened as any other.</summary>
internal sealed class PictureUnveiling
{
    /// <summary>The longest picture file that is read: a veil of the most content, gray and written again in colors, fits.</summary>
    private const long MostInBytes = 1L << 30;

    private const string Resend = "programs that scale, crop or make JPEG of pictures do that: have it sent again, as a file";

    private readonly CommandRun _run;
    private readonly PictureUnveilRequest _request;

    public PictureUnveiling(CommandRun run, PictureUnveilRequest request)
    {
        _run = run;
        _request = request;
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (_request.Output is "-")
        {
            throw CommandException.Usage("what was veiled goes to a file", "name a file or folder with -o, or leave -o out");
        }

        if (_request.IsSealed && (_request.Output is null || _request.Credentials.NamesAnything))
        {
            throw CommandException.Usage(
                "--sealed opens nothing, so it needs a name and no password or key",
                "name the Locket file with -o, as in -o trip.jpg.locket");
        }

        OutputPlace place = OutputPlace.From(_run.Console, _request.Output, severalInputs: false);
        try
        {
            await UnveilAsync(place, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not CommandException { Code: ExitCode.Usage })
        {
            await _run.FailAsync(_request.Input, failure);
        }

        return (int)_run.Code;
    }

    [SuppressMessage("Reliability", "CA2025", Justification = "Waiting.For returns when the task has ended.")]
    private async Task UnveilAsync(OutputPlace place, CancellationToken cancellationToken)
    {
        string input = _request.Input;
        byte[] locketFile = LocketFileIn(VeilFiles.Read(_run.Console, input, MostInBytes));
        if (_request.IsSealed)
        {
            string sealedName = place.NameFor(string.Empty, string.Empty, Path.GetFileNameWithoutExtension(input) + LocketFile.Extension);
            PictureCalls.BytesToImage(locketFile, VeilFiles.Prepare(_run.Console, place, sealedName, input), _request.Options.Overwrite);
            _run.Reporter.Done(input, sealedName);
            return;
        }

        using FileOpener opener = new(_run.Console, _run.Reporter, _run.Progress, _request.Credentials, _request.Options);
        using LocketInput sealedInput = LocketInput.From(input, locketFile);
        using LocketReader reader = await opener.OpenAsync(sealedInput, cancellationToken);
        string name = OutputName.For(new DecryptJob(input, string.Empty), reader.Metadata, unpacks: false, place);
        string output = VeilFiles.Prepare(_run.Console, place, name, input);
        Waiting.For(() => reader.DecryptToFileAsync(output, progress: null, cancellationToken));
        _run.Reporter.Done(input, name);
    }

    /// <exception cref="CommandException">There is none, or not all of it.</exception>
    private static byte[] LocketFileIn(byte[] picture) => PictureVeil.TryRead(picture, out byte[]? locketFile) switch
    {
        VeilFault.None => locketFile!,
        VeilFault.NotPng => throw new CommandException(
            ExitCode.NotALocketFile,
            "not a PNG file, or a broken one",
            "a veil is a PNG; a program that made JPEG of it destroyed it: have it sent again, as a file"),
        VeilFault.UnsupportedVersion => throw new CommandException(
            ExitCode.NotALocketFile, "a veil of a later version", "a newer version of locket made it; update locket and try again"),
        VeilFault.Altered => throw new CommandException(ExitCode.Damaged, "a veil, but some of its pixels were changed", Resend),
        _ => throw new CommandException(
            ExitCode.NotALocketFile, "no veil: its first pixels do not say so", $"if it was one, they were changed; {Resend}"),
    };
}
