using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations.Pictures.Cleaning;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket picture clean</c>.</summary>
internal static class PictureCleanCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string[]> files = PictureOptions.Inputs("FILE", "Pictures, or folders of them; links in folders are not followed");
        Option<string?> output = CommonOptions.Output(
            "Where clean copies go: for one picture a file, or a folder; for several a folder, made where it is missing");
        Option<bool> dryRun = CommonOptions.Flag("Write nothing; say what would be removed", "--dry-run", "-n");
        Option<bool> force = CommonOptions.Force("Replace other files at the places of the copies");
        Option<bool> json = CommonOptions.Json();
        Option<int> jobs = PictureOptions.Jobs();
        Option<bool> noProfile = CommonOptions.Flag("Remove color profiles as well; colors may shift", "--no-color-profile");
        Option<bool> noOrientation = CommonOptions.Flag("Remove orientations as well; pictures may lie on their side", "--no-orientation");
        LocketCommand command = new(
            "clean", "Make clean copies of pictures: without place, camera, dates, texts, thumbnails and all else that is not the picture.")
        {
            Remarks =
            [
                "PNG, JPEG, GIF, WebP and TIFF, without loss: coded pixels are copied, not coded anew. What stays is listed, "
                    + "not what goes, so "
                + "that what nobody has heard of goes too. What cannot be understood in full is refused, not copied.",
                "What is to be seen in a picture stays, and so does its file's name. The originals are only read.",
                "A copy that is there already with the same bytes counts as done: a run that was interrupted is simply started again.",
            ],
            Examples =
            [
                ("locket picture clean -o share.jpg IMG_2041.jpg", "writes a clean copy of one picture"),
                ("locket picture clean -o share photos", "writes clean copies of all of 'photos' into 'share'"),
                ("locket picture clean --dry-run photos", "only says what the pictures tell"),
            ],
        };
        command.Add(files);
        command.AddGroup("Input and output", output, dryRun, force, json, jobs).AddGroup("What else goes", noProfile, noOrientation);
        command.SetAction((parsed, cancellationToken) =>
        {
            PictureCleanRequest request = new()
            {
                Inputs = parsed.GetValue(files) ?? [],
                Output = parsed.GetValue(output),
                IsDryRun = parsed.GetValue(dryRun),
                Force = parsed.GetValue(force),
                Json = parsed.GetValue(json),
                IsQuiet = parsed.GetValue(global.Quiet),
                ParallelFiles = PictureOptions.JobsOf(parsed, jobs),
                KeepsColorProfile = !parsed.GetValue(noProfile),
                KeepsOrientation = !parsed.GetValue(noOrientation),
            };
            return new PictureCleaning(new CommandRun(console, global, parsed), request).RunAsync(cancellationToken);
        });
        return command;
    }
}
