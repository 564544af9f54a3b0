using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations.Pictures.Veil;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket picture unveil</c>.</summary>
internal static class PictureUnveilCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string> file = new("file") { HelpName = "FILE.png", Description = "The picture of noise" };
        Option<string?> output = CommonOptions.Output("The file to write, or a folder (default: the sealed name, beside the input)");
        Option<bool> isSealed = CommonOptions.Flag("Give the Locket file itself, without opening it; -o names it", "--sealed");
        Option<bool> force = CommonOptions.Force("Replace an existing file");
        Option<int> limit = CommonOptions.MaxKdfMemory();
        CredentialOptions credentials = new();
        LocketCommand command = new("unveil", "Give back the file that 'picture veil' turned into a picture of noise, byte for byte.")
        {
            Remarks =
            [
                "Every byte is authenticated. Pixels that were changed on the way (scaled, cropped, made JPEG) are noticed: "
                    + "have the picture "
                + "sent again, as a file.",
            ],
            Examples =
            [
                ("locket picture unveil noise.png", "asks for the password and writes the file under its own name"),
                ("locket picture unveil --password-env PW -o trip.jpg noise.png", "takes the password from a variable"),
            ],
        };
        command.Add(file);
        command.AddGroup("Input and output", output, isSealed, force).AddGroup("Passwords and keys", [.. credentials.All, limit]);
        command.SetAction((parsed, cancellationToken) =>
        {
            PictureUnveilRequest request = new()
            {
                Input = parsed.GetRequiredValue(file),
                Output = parsed.GetValue(output),
                IsSealed = parsed.GetValue(isSealed),
                Credentials = credentials.Read(parsed),
                Options = new DecryptionOptions
                {
                    Overwrite = parsed.GetValue(force),
                    MaxKdfMemoryInKiB = CommonOptions.ValueOr(parsed, limit, DecryptionOptions.DefaultMaxKdfMemoryInKiB),
                },
            };
            return new PictureUnveiling(new CommandRun(console, global, parsed), request).RunAsync(cancellationToken);
        });
        return command;
    }
}
