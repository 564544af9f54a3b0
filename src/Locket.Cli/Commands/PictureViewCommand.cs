using System.CommandLine;
using Locket.Cli.Errors;
using Locket.Cli.Help;
using Locket.Cli.Operations.Pictures;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket picture view</c>.</summary>
internal static class PictureViewCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string> file = new("file") { HelpName = "FILE", Description = "The sealed picture" };
        Option<bool> details = CommonOptions.Flag("Print what is sealed beside the picture, as on a terminal", "--details");
        Option<bool> thumbnail = CommonOptions.Flag(
            "Write the sealed thumbnail instead of the picture; only the header is read", "--thumbnail");
        Option<bool> json = CommonOptions.Flag("Print what is sealed beside the picture as JSON, for programs", "--json");
        Option<int> limit = CommonOptions.MaxKdfMemory();
        CredentialOptions credentials = new();
        LocketCommand command = new(
            "view", "View one sealed picture without leaving a clear copy: its details on a terminal, the picture itself into a pipe.")
        {
            Remarks =
            [
                "Into a pipe or a file goes the picture, byte for byte, for a viewer to show. Every byte was authenticated before it "
                + "leaves; at the end the SHA-256 is compared as well, and a difference is told by the exit code.",
            ],
            Examples =
            [
                ("locket picture view safe/trip.jpg.locket", "asks for the password and prints the details"),
                ("locket picture view safe/trip.jpg.locket | feh -", "shows the picture"),
                ("locket picture view --thumbnail safe/trip.jpg.locket > small.jpg", "takes out the thumbnail"),
            ],
        };
        command.Add(file);
        command.AddGroup("Output", details, thumbnail, json).AddGroup("Passwords and keys", [.. credentials.All, limit]);
        command.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(thumbnail) && (parsed.GetValue(details) || parsed.GetValue(json)))
            {
                throw CommandException.Usage("--thumbnail writes a picture, --details and --json write text", "give one of them");
            }

            DecryptionOptions options = new()
            {
                MaxKdfMemoryInKiB = CommonOptions.ValueOr(parsed, limit, DecryptionOptions.DefaultMaxKdfMemoryInKiB),
            };
            PictureViewing viewing = new(new CommandRun(console, global, parsed), credentials.Read(parsed), options)
            {
                WritesDetails = parsed.GetValue(details),
                WritesThumbnail = parsed.GetValue(thumbnail),
                WritesJson = parsed.GetValue(json),
            };
            return viewing.RunAsync(parsed.GetRequiredValue(file), cancellationToken);
        });
        return command;
    }
}
