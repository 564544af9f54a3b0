using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations.Pictures;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket picture list</c>.</summary>
internal static class PictureListCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string[]> files = PictureOptions.Inputs("FOLDER", "Folders of sealed pictures, or sealed pictures");
        Option<bool> json = CommonOptions.Json();
        Option<int> limit = CommonOptions.MaxKdfMemory();
        CredentialOptions credentials = new();
        LocketCommand command = new(
            "list", "List sealed pictures: name, kind, size, length, date taken, place or not. Only headers are read.")
        {
            Remarks =
            [
                "SIZE is as a viewer shows it; TAKEN is by the camera's clock, "
                    + "and --json has its zone where the camera recorded one; PLACE "
                + "says whether the picture tells where it was taken, not where, and - where nobody could look. All of it is "
                + "authenticated, the picture itself is not touched.",
            ],
            Examples =
            [
                ("locket picture list safe", "asks for the password and lists the folder 'safe'"),
                ("locket picture list --password-env PW --json safe", "prints one JSON object per picture, each on its line"),
            ],
        };
        command.Add(files);
        command.AddGroup("Output", json).AddGroup("Passwords and keys", [.. credentials.All, limit]);
        command.SetAction((parsed, cancellationToken) =>
        {
            PictureOpenRequest request = new()
            {
                Inputs = parsed.GetValue(files) ?? [],
                Json = parsed.GetValue(json),
                ParallelFiles = Environment.ProcessorCount,
                Credentials = credentials.Read(parsed),
                Options = new DecryptionOptions
                {
                    MaxKdfMemoryInKiB = CommonOptions.ValueOr(parsed, limit, DecryptionOptions.DefaultMaxKdfMemoryInKiB),
                },
            };
            return new PictureListing(new CommandRun(console, global, parsed), request).RunAsync(cancellationToken);
        });
        return command;
    }
}
