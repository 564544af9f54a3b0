using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations.Pictures;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket picture seal</c>.</summary>
internal static class PictureSealCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string[]> files = PictureOptions.Inputs("FILE", "Pictures, or folders of them; links in folders are not followed");
        Option<string?> output = PictureOptions.OutputFolder(
            "Write into this folder, made where it is missing, instead of beside the input");
        Option<string?> cleanCopy = new("--clean-copy")
        {
            HelpName = "FOLDER",
            Description = "Also write a clean copy of each picture to share, as 'locket picture clean' does, into this folder",
        };
        Option<bool> watch = CommonOptions.Flag(
            "Go on with every file that comes into the folders, once it is complete; Ctrl-C stops", "--watch");
        Option<bool> noThumbnails = CommonOptions.Flag("Seal no thumbnails, which is quicker", "--no-thumbnails");
        Option<bool> pad = CommonOptions.Flag("Hide the exact length (at most 12 percent more)", "--pad");
        Option<bool> json = CommonOptions.Json();
        Option<int> jobs = PictureOptions.Jobs();
        CredentialOptions credentials = new();
        KdfOptions kdf = new();
        LocketCommand command = new(
            "seal", "Seal pictures: NAME becomes NAME.locket, with its details and a thumbnail under seal beside it. The input stays.")
        {
            Remarks =
            [
                "One folder alone is mirrored by OUTFOLDER; of several inputs, each folder keeps its own name there. Files that end in "
                + ".locket are passed over. What is broken or no picture is sealed as a file, with a note.",
                "Nothing is overwritten. A run that was interrupted is simply started again: a sealed picture that is there already, opens "
                + "with the same password or key and holds the same content (SHA-256) counts as done.",
                "With --clean-copy the sealed original stays exact. What cannot be cleaned gets a note, and no copy.",
                "Thumbnails need the library libgd; without it everything else works. "
                    + "A picture without a thumbnail is sealed all the same.",
            ],
            Examples =
            [
                ("locket picture seal -o safe photos", "asks for a password and seals all of 'photos' into 'safe'"),
                ("locket picture seal --password-env PW -o safe *.jpg", "takes the password from a variable"),
                ("locket picture seal -o safe --clean-copy share photos",
                    "also writes copies without place, camera and dates into 'share'"),
                ("locket picture seal --watch -k my.key -o safe camera", "seals what comes into the folder 'camera' as it comes"),
            ],
        };
        command.Add(files);
        command.AddGroup("Input and output", output, cleanCopy, watch, json, jobs)
            .AddGroup("Passwords and keys", credentials.All)
            .AddGroup("The password's cost", kdf.All)
            .AddGroup("The file", noThumbnails, pad);
        command.SetAction((parsed, cancellationToken) =>
        {
            PictureSealRequest request = new()
            {
                Inputs = parsed.GetValue(files) ?? [],
                Output = parsed.GetValue(output),
                CleanCopyFolder = parsed.GetValue(cleanCopy),
                Watches = parsed.GetValue(watch),
                HasNoThumbnails = parsed.GetValue(noThumbnails),
                Json = parsed.GetValue(json),
                ParallelFiles = PictureOptions.JobsOf(parsed, jobs),
                Kdf = kdf.Read(parsed),
                Credentials = credentials.Read(parsed),
                Options = new EncryptionOptions { Pad = parsed.GetValue(pad) },
            };
            return new PictureSealing(
                new CommandRun(console, global, parsed), request, parsed.GetValue(global.Quiet)).RunAsync(cancellationToken);
        });
        return command;
    }
}
