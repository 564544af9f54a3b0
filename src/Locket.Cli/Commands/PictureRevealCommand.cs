using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations.Pictures;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket picture reveal</c>.</summary>
internal static class PictureRevealCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string> file = new("file") { HelpName = "FILE", Description = "The redacted picture; it stays as it is" };
        Option<string?> output = CommonOptions.Output("The file to make; or a folder, which gets the original under its own name");
        Option<bool> changed = CommonOptions.Flag("Give the original back also where the picture around it was changed", "--changed");
        Option<bool> force = CommonOptions.Force("Replace an existing output");
        Option<bool> json = CommonOptions.Json();
        Option<int> limit = CommonOptions.MaxKdfMemory();
        CredentialOptions credentials = new();
        LocketCommand command = new(
            "reveal", "Take back what 'locket picture redact' hid: the original byte for byte, or the parts that the password opens.")
        {
            Needed = [output],
            Remarks =
            [
                "With a layer's password the output is a PNG of the redacted picture, in which the layer's rectangles are what they were. "
                + "Several passwords and keys together restore several layers.",
            ],
            Examples =
            [
                ("locket picture reveal -o me.jpg safe.jpg", "asks for the password and gives the original back"),
                ("locket picture reveal -o plate.png --key-file b.key s.jpg", "gives back what is for the owner of b.key"),
            ],
        };
        command.Add(file);
        command.AddGroup("Input and output", output, changed, force, json).AddGroup("Passwords and keys", [.. credentials.All, limit]);
        command.SetAction((parsed, cancellationToken) =>
        {
            PictureRevealRequest request = new()
            {
                Input = parsed.GetRequiredValue(file),
                Output = parsed.GetValue(output),
                AllowsChanged = parsed.GetValue(changed),
                Force = parsed.GetValue(force),
                Json = parsed.GetValue(json),
                Credentials = credentials.Read(parsed),
                Options = new DecryptionOptions
                {
                    MaxKdfMemoryInKiB = CommonOptions.ValueOr(parsed, limit, DecryptionOptions.DefaultMaxKdfMemoryInKiB),
                },
            };
            return new PictureRevealing(new CommandRun(console, global, parsed), request).RunAsync(cancellationToken);
        });
        return command;
    }
}
