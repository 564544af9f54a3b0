using System.CommandLine;
using Locket.Cli.Errors;
using Locket.Cli.Help;
using Locket.Cli.Operations;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket encrypt</c>.</summary>
internal static class EncryptCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string[]> files = CommonOptions.Files("FILE", "Files or folders; '-' or nothing is the standard input");
        Option<string?> output = CommonOptions.Output("Write to this file, into this folder, or with '-' to the standard output");
        Option<bool> force = CommonOptions.Force("Replace existing outputs; write encrypted bytes even to a terminal");
        Option<bool> recursive = CommonOptions.Flag(
            "Encrypt every file of the given folders on its own; links are not followed", "--recursive", "-r");
        Option<bool> archive = CommonOptions.Flag("Make one encrypted file of each given folder", "--archive");
        Option<bool> armor = CommonOptions.Flag("Write text that survives mail and chat, a third longer", "--armor", "-a");
        Option<bool> pad = CommonOptions.Flag("Hide the exact length (at most 12 percent more)", "--pad");
        Option<bool> aes128 = CommonOptions.Flag("Use AES-128 instead of AES-256", "--aes128");
        Option<int> jobs = CommonOptions.Jobs();
        Option<string?> name = new("--name") { HelpName = "NAME", Description = "The name sealed inside, instead of the file's own" };
        Option<bool> noName = CommonOptions.Flag("Seal neither name nor time", "--no-name");
        Option<bool> unlinkable = CommonOptions.Flag(
            "Give each file a salt of its own, so that nothing shows that they belong together (slower)", "--unlinkable");
        CredentialOptions credentials = new();
        KdfOptions kdf = new();
        LocketCommand command = new(
            "encrypt", "Encrypt files, folders or the standard input. FILE becomes FILE.locket beside it; the input stays.")
        {
            Remarks =
            [
                "Without any password or key option a password is asked for, twice. With key files alone no password is "
                    + "made; add --password to "
                + "make one as well. Each password and key becomes a slot, and any one of them opens the file.",
            ],
            Examples =
            [
                ("locket encrypt report.pdf", "asks for a password and writes report.pdf.locket"),
                ("locket encrypt -k family.key *.jpg -o safe/", "encrypts pictures with a key file into the folder 'safe'"),
                ("locket encrypt --archive letters", "makes letters.locket of a whole folder"),
                ("locket encrypt -r letters -o backup/", "encrypts each file of 'letters' into backup/letters/..."),
                ("pg_dump shop | locket encrypt --password-file pw > shop.locket", "encrypts what comes from a pipe"),
            ],
        };
        command.Add(files);
        command.AddGroup("Input and output", output, recursive, archive, force, jobs)
            .AddGroup("Passwords and keys", [.. credentials.All, unlinkable])
            .AddGroup("The password's cost", kdf.All)
            .AddGroup("The file", armor, pad, aes128, name, noName);
        command.SetAction((parsed, cancellationToken) =>
        {
            EncryptRequest request = new()
            {
                Inputs = parsed.GetValue(files) ?? [],
                Output = parsed.GetValue(output),
                Recursive = parsed.GetValue(recursive),
                Archive = parsed.GetValue(archive),
                Force = parsed.GetValue(force),
                Unlinkable = parsed.GetValue(unlinkable),
                Name = parsed.GetValue(name),
                NoName = parsed.GetValue(noName),
                Kdf = kdf.Read(parsed),
                Credentials = credentials.Read(parsed),
                Options = new EncryptionOptions
                {
                    Suite = parsed.GetValue(aes128) ? CipherSuite.Aes128 : CipherSuite.Aes256,
                    Pad = parsed.GetValue(pad),
                    Armor = parsed.GetValue(armor),
                    Workers = CommonOptions.ValueOr(parsed, jobs, Environment.ProcessorCount),
                },
            };
            Check(request);
            return new Encryption(new CommandRun(console, global, parsed), request).RunAsync(cancellationToken);
        });
        return command;
    }

    private static void Check(EncryptRequest request)
    {
        if (request.Recursive && request.Archive)
        {
            throw CommandException.Usage(
                "--recursive and --archive contradict each other", "--recursive makes a file of each file, --archive one of the folder");
        }

        if (request.Name is not null && request.NoName)
        {
            throw CommandException.Usage("--name and --no-name contradict each other", "give one of them");
        }
    }
}
