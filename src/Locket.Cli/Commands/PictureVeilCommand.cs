using System.CommandLine;
using Locket.Cli.Errors;
using Locket.Cli.Help;
using Locket.Cli.Operations.Pictures.Veil;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket picture veil</c>.</summary>
internal static class PictureVeilCommand
{
    // As the library has them: Locket.Pictures.VeilPreview, which is not to be loaded for a help text.
    private const int MostColors = 128;
    private const int MostBits = 4;

    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string> file = new("file") { HelpName = "FILE", Description = "A picture, any other file, or a Locket file" };
        Option<string?> output = new("--output", "-o") { HelpName = "OUT.png", Description = "The picture to write, or a folder" };
        Option<bool> force = CommonOptions.Force("Replace an existing file");
        Option<string?> preview = new("--preview")
        {
            HelpName = string.Join('|', PictureVeiling.Previews),
            Description = "Let a hint of the picture show through the noise; everybody sees it",
            CustomParser = result => OptionParsers.Choice(result, [.. PictureVeiling.Previews]),
        };
        Option<int> colors = new("--preview-colors")
        {
            HelpName = "N",
            Description = "Colors along the hint's longer side, 1 to 128: the fewer, the less can be told (default: 12)",
            CustomParser = result => OptionParsers.Integer(result, 1, MostColors),
        };
        Option<int> bits = new("--preview-bits")
        {
            HelpName = "N",
            Description = "How clear the hint is, 1 to 4 of 8 bits; the file grows by 8 / (8 - N) (default: 2)",
            CustomParser = result => OptionParsers.Integer(result, 1, MostBits),
        };
        Option<bool> gray = CommonOptions.Flag("Gray pixels, for channels without color; three times as many", "--gray");
        CredentialOptions credentials = new();
        KdfOptions kdf = new();
        LocketCommand command = new(
            "veil", "Turn a file into a picture of noise, for channels that carry nothing but pictures; 'picture unveil' gives it back.")
        {
            Needed = [output],
            Remarks =
            [
                "The file is sealed under a password or key, with its name, and the sealed file's bytes become the pixels of a PNG. "
                    + "They may be "
                + "written again without loss by any program; scaling, cropping and JPEG destroy them, which 'unveil' notices.",
                "A Locket file is veiled as it is, and opens with its own password or key. At most 127 MiB.",
                "A veil hides what is in the file, not that there is one.",
            ],
            Examples =
            [
                ("locket picture veil -o noise.png trip.jpg", "asks for a password and writes the picture as noise"),
                ("locket picture veil --preview pixelate --preview-colors 8 -o hint.png trip.jpg", "lets a few colors of it show"),
                ("locket picture veil -o noise.png safe/trip.jpg.locket", "veils a file that is sealed already"),
            ],
        };
        command.Add(file);
        command.AddGroup("Input and output", output, force)
            .AddGroup("The noise", preview, colors, bits, gray)
            .AddGroup("Passwords and keys", credentials.All)
            .AddGroup("The password's cost", kdf.All);
        command.SetAction((parsed, cancellationToken) =>
        {
            bool isStyled = parsed.GetResult(colors) is not null || parsed.GetResult(bits) is not null;
            if (parsed.GetValue(preview) is null && isStyled)
            {
                throw CommandException.Usage(
                    "--preview-colors and --preview-bits are about a preview", "ask for one: --preview blur or --preview pixelate");
            }

            PictureVeilRequest request = new()
            {
                Input = parsed.GetRequiredValue(file),
                Output = parsed.GetValue(output),
                Force = parsed.GetValue(force),
                Preview = parsed.GetValue(preview),
                PreviewColors = parsed.GetResult(colors) is null ? null : parsed.GetValue(colors),
                PreviewBits = parsed.GetResult(bits) is null ? null : parsed.GetValue(bits),
                IsGray = parsed.GetValue(gray),
                Credentials = credentials.Read(parsed),
                Kdf = kdf.Read(parsed),
            };
            return new PictureVeiling(new CommandRun(console, global, parsed), request).RunAsync(cancellationToken);
        });
        return command;
    }
}
