using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Locket.Cli.Help;
using Locket.Cli.Operations.Pictures;
using Locket.Cli.Terminal;
using Locket.Pictures;

namespace Locket.Cli.Commands;

/// <summary><c>locket picture redact</c>.</summary>
internal static class PictureRedactCommand
{
    private const int UsualQuality = 92;

    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string> file = new("file") { HelpName = "FILE", Description = "The picture; it stays as it is" };
        Option<string?> output = CommonOptions.Output("The redacted picture to make; its ending chooses PNG, JPEG or WebP");
        Option<string[]> areas = new("--area")
        {
            HelpName = "AREA",
            Description = "Hide a rectangle: X,Y,WIDTH,HEIGHT in pixels as a viewer shows them, or in percent of the picture (10%, 2.5%); "
                + "may be repeated",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        Option<bool> allBut = CommonOptions.Flag("Hide everything but the rectangles of --area", "--all-but");
        Option<int> margin = new("--margin")
        {
            HelpName = "N",
            Description = "Hide N pixels more on each side, 0 to 256, "
                + "for what does not say that it was coded with loss before (default: 0)",
            CustomParser = result => OptionParsers.Integer(result, 0, PictureRedactor.MaxMarginInPixels),
        };
        Option<string?> color = new("--color")
        {
            HelpName = "RRGGBB",
            Description = "What hidden pixels become, in hexadecimal (default: 000000, black)",
            CustomParser = Color,
        };
        Option<int> quality = new("--quality")
        {
            HelpName = "N",
            Description = $"Of JPEG and lossy WebP, 1 to 100 (default: {UsualQuality.ToString(CultureInfo.InvariantCulture)})",
            CustomParser = result => OptionParsers.Integer(result, 1, 100),
        };
        Option<bool> noOriginal = CommonOptions.Flag("Do not seal the original, only the layers", "--no-original");
        Option<bool> pad = CommonOptions.Flag("Hide the exact length of what is sealed (at most 12 percent more)", "--pad");
        Option<bool> force = CommonOptions.Force("Replace an existing output");
        Option<bool> json = CommonOptions.Json();
        CredentialOptions credentials = new();
        LayerOptions layers = new();
        KdfOptions kdf = new();
        LocketCommand command = new(
            "redact", "Hide parts of a picture so that 'locket picture reveal' gives the original back, to those with the password.")
        {
            Needed = [output],
            Remarks =
            [
                "What is hidden is gone from what everybody sees, which is made anew of the pixels left, without EXIF, "
                    + "thumbnail or color profile. "
                + "The original travels encrypted in the same file, and is lost where a program or a service saves the picture anew.",
                "A JPEG or lossy WebP is coded in blocks, which mix what is hidden with what is beside it: there, what is hidden grows to "
                + "whole blocks and a margin, by up to 19 pixels on each side in most JPEGs, 35 in WebP.",
                "A PNG made of a JPEG holds the same traces and does not say so, nor does a WebP say that it is only nearly lossless: "
                + "there, use --margin 20 or more.",
                "A layer gives its readers its own rectangles back, and nothing of what other rectangles hide.",
                "Needs the library libgd, but for PNG.",
            ],
            Examples =
            [
                ("locket picture redact -o safe.jpg --area 120,40,64,64 me.jpg", "asks for a password and hides one rectangle"),
                ("locket picture redact -o safe.png --area 10%,20%,30%,5% --password-env PW a.png", "measures in percent"),
                ("locket picture redact -o s.jpg --all-but --area 0,0,300,200 a.jpg", "leaves one rectangle"),
                ("locket picture redact -o s.jpg --layer plate=9,9,80,20 --layer-key-file plate=b.key a.jpg",
                    "gives the owner of b.key the plate"),
            ],
        };
        command.Add(file);
        command.AddGroup("Input and output", output, force, json)
            .AddGroup("What to hide", areas, allBut, margin, color, quality)
            .AddGroup("Who gets the original back", [.. credentials.All, noOriginal, pad])
            .AddGroup("Who gets parts back", layers.All)
            .AddGroup("The password's cost", kdf.All);
        command.SetAction((parsed, cancellationToken) =>
        {
            PictureRedactRequest request = new()
            {
                Input = parsed.GetRequiredValue(file),
                Output = parsed.GetValue(output),
                Areas = parsed.GetValue(areas) ?? [],
                IsAllBut = parsed.GetValue(allBut),
                MarginInPixels = CommonOptions.ValueOr(parsed, margin, 0),
                Color = parsed.GetValue(color),
                Quality = CommonOptions.ValueOr(parsed, quality, UsualQuality),
                HasNoOriginal = parsed.GetValue(noOriginal),
                Pad = parsed.GetValue(pad),
                Force = parsed.GetValue(force),
                Json = parsed.GetValue(json),
                Credentials = credentials.Read(parsed),
                Layers = layers.Read(parsed),
                Kdf = kdf.Read(parsed),
            };
            return new PictureRedacting(new CommandRun(console, global, parsed), request).RunAsync(cancellationToken);
        });
        return command;
    }

    private static string? Color(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text.Length == 6 && text.All(char.IsAsciiHexDigit))
        {
            return text;
        }

        result.AddError($"'{text}' is not a color of six hexadecimal digits, as in ff8000");
        return null;
    }
}
