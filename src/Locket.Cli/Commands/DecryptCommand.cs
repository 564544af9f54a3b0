using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket decrypt</c>.</summary>
internal static class DecryptCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string[]> files = CommonOptions.Files("FILE", "Locket files; '-' or nothing is the standard input");
        Option<string?> output = CommonOptions.Output("Write to this file or folder, or with '-' to the standard output");
        Option<bool> recursive = CommonOptions.Flag("Decrypt every *.locket file of the given folders", "--recursive", "-r");
        Option<bool> tar = CommonOptions.Flag("Keep an archive as a tar file instead of unpacking it", "--tar");
        Option<bool> salvage = CommonOptions.Flag(
            "Save every intact part of a damaged file; exits with 9 where parts are missing", "--salvage");
        Option<bool> force = CommonOptions.Force("Replace existing outputs; write anything to a terminal");
        Option<int> jobs = CommonOptions.Jobs();
        Option<int> limit = CommonOptions.MaxKdfMemory();
        CredentialOptions credentials = new();
        LocketCommand command = new(
            "decrypt", "Decrypt files or the standard input. The original name and time come back; nothing appears under "
                + "that name unless every byte was authenticated.")
        {
            Remarks =
            [
                "The output is called as the name that was sealed inside, beside the input; without one, the input's name without .locket. "
                + "Archives are unpacked into a folder. What comes from the standard input goes to the standard output "
                    + "unless -o says otherwise.",
            ],
            Examples =
            [
                ("locket decrypt report.pdf.locket", "asks for the password and writes report.pdf"),
                ("locket decrypt -k family.key safe/*.locket -o pictures/", "decrypts several files into a folder"),
                ("locket decrypt letters.locket", "unpacks an archive into the folder 'letters'"),
                ("locket decrypt --password-file pw < shop.locket | psql shop", "decrypts through a pipe"),
                ("locket decrypt --salvage film.mkv.locket -o film.mkv", "saves what is intact of a damaged file"),
            ],
        };
        command.Add(files);
        command.AddGroup("Input and output", output, recursive, tar, salvage, force, jobs)
            .AddGroup("Passwords and keys", [.. credentials.All, limit]);
        command.SetAction((parsed, cancellationToken) =>
        {
            DecryptRequest request = new()
            {
                Inputs = parsed.GetValue(files) ?? [],
                Output = parsed.GetValue(output),
                Recursive = parsed.GetValue(recursive),
                KeepTar = parsed.GetValue(tar),
                Salvage = parsed.GetValue(salvage),
                Force = parsed.GetValue(force),
                Credentials = credentials.Read(parsed),
                Options = new DecryptionOptions
                {
                    MaxKdfMemoryInKiB = CommonOptions.ValueOr(parsed, limit, DecryptionOptions.DefaultMaxKdfMemoryInKiB),
                    Overwrite = parsed.GetValue(force),
                    Workers = CommonOptions.ValueOr(parsed, jobs, Environment.ProcessorCount),
                },
            };
            return new Decryption(new CommandRun(console, global, parsed), request).RunAsync(cancellationToken);
        });
        return command;
    }
}
