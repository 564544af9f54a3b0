using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations.Pictures;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket picture open</c>.</summary>
internal static class PictureOpenCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string[]> files = PictureOptions.Inputs("FILE", "Sealed pictures, or folders of them");
        Option<string?> output = PictureOptions.OutputFolder(
            "Write into this folder, made where it is missing, instead of beside the input");
        Option<bool> json = CommonOptions.Json();
        Option<int> jobs = PictureOptions.Jobs();
        Option<int> limit = CommonOptions.MaxKdfMemory();
        CredentialOptions credentials = new();
        LocketCommand command = new(
            "open", "Open sealed pictures: the exact bytes come back under their original names, compared by SHA-256.")
        {
            Remarks =
            [
                "One folder alone is mirrored by OUTFOLDER; of several inputs, each folder keeps its own name there. Of folders, the files "
                + "that end in .locket are taken.",
                "Nothing is overwritten. A run that was interrupted is simply started again: a picture that is there already and has the "
                + "sealed SHA-256 counts as done.",
                "The password is asked for once, with the first file. What it does not open fails on its own.",
            ],
            Examples =
            [
                ("locket picture open -o photos safe", "asks for the password and opens all of 'safe' into 'photos'"),
                ("locket picture open --password-env PW -o . safe/trip.jpg.locket", "opens one picture into the current folder"),
            ],
        };
        command.Add(files);
        command.AddGroup("Input and output", output, json, jobs).AddGroup("Passwords and keys", [.. credentials.All, limit]);
        command.SetAction((parsed, cancellationToken) =>
        {
            PictureOpenRequest request = new()
            {
                Inputs = parsed.GetValue(files) ?? [],
                Output = parsed.GetValue(output),
                Json = parsed.GetValue(json),
                ParallelFiles = PictureOptions.JobsOf(parsed, jobs),
                Credentials = credentials.Read(parsed),
                Options = new DecryptionOptions
                {
                    MaxKdfMemoryInKiB = CommonOptions.ValueOr(parsed, limit, DecryptionOptions.DefaultMaxKdfMemoryInKiB),
                },
            };
            return new PictureOpening(
                new CommandRun(console, global, parsed), request, parsed.GetValue(global.Quiet)).RunAsync(cancellationToken);
        });
        return command;
    }
}
