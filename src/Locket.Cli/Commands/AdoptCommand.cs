using System.CommandLine;
using Locket.Cli.Errors;
using Locket.Cli.Help;
using Locket.Cli.Operations.Classic;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket adopt</c>.</summary>
internal static class AdoptCommand
{
    private const string Auto = "auto";

    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string[]> files = CommonOptions.Files("FILE", "Classic files, or with --recursive folders");
        Option<string?> scheme = new("--scheme")
        {
            HelpName = string.Join('|', [Auto, .. ClassicSchemes.Names]),
            Description = "The classic format (default: auto, which looks at the bytes of each file)",
            CustomParser = result => OptionParsers.Choice(result, [Auto, .. ClassicSchemes.Names]),
        };
        Option<string?> output = CommonOptions.Output("Write to this file or into this folder, instead of beside the old file");
        Option<bool> recursive = CommonOptions.Flag(
            "Adopt every classic file of the given folders; links are not followed", "--recursive", "-r");
        Option<bool> delete = CommonOptions.Flag(
            "Remove each old file once the new one is on the disk and was compared; never one whose content nothing vouches for",
            "--delete");
        Option<bool> dryRun = CommonOptions.Flag("Open and check everything, and write nothing", "--dry-run", "-n");
        Option<bool> unverified = CommonOptions.Flag(
            "Adopt also what no authentication vouches for and what looks like nothing known",
            "--accept-unverified");
        Option<bool> json = CommonOptions.Json();
        Option<int> jobs = CommonOptions.Jobs();
        CredentialOptions credentials = ClassicCredentials.Options();
        AdoptCredentialOptions newCredentials = new();
        ClassicParameterOptions parameters = new();
        KdfOptions kdf = new();
        LocketCommand command = new(
            "adopt",
            "Move classic files to Locket: each is opened, encrypted anew, and compared. The old file stays, unless --delete is given.")
        {
            Remarks =
            [
                "NAME.png.dat, NAME.enc, NAME.aes and the like become NAME.locket, with name and time sealed inside. "
                + "The new files open with the old password, unless a new one or a key is given. A run that was interrupted is simply "
                + "started again: a file whose new one is there already is compared with it, and with --delete removed.",
                "cbc-file, chat-cbc, socket-cbc and openssl-enc cannot notice a wrong password for certain: 1 of 256 gives a content, and "
                + "in the modes without padding (CTR, OFB, CFB) each does. Their contents are adopted only if they look like text or a "
                + "known kind of file, in modes without padding only as text of 32 bytes or more. Their old files always stay: look at the "
                + "content, then delete them yourself.",
            ],
            Examples =
            [
                ("locket adopt note.txt.aes", "asks for the password and writes note.txt.locket"),
                ("locket adopt -r backup --dry-run", "says what would be adopted, and whether the password opens it"),
                ("locket adopt -r --delete --new-password backup", "moves a whole folder to Locket, with a new password"),
                ("locket adopt --scheme cbc-file -k key.bin --new-key-file my.key encrypted.bin", "moves from a raw key to a key file"),
            ],
        };
        command.Add(files);
        command.AddGroup("Input and output", output, recursive, delete, dryRun, unverified, json, jobs)
            .AddGroup("The old file", [scheme, .. parameters.All])
            .AddGroup("The old password or key", credentials.All)
            .AddGroup("The new passwords and keys", newCredentials.All)
            .AddGroup("The new password's cost", kdf.All);
        command.SetAction((parsed, cancellationToken) =>
        {
            ClassicScheme? named = parsed.GetValue(scheme) is string name && !string.Equals(name, Auto, StringComparison.Ordinal)
                ? ClassicSchemes.Find(name)
                : null;
            AdoptRequest request = new()
            {
                Inputs = parsed.GetValue(files) ?? [],
                Output = parsed.GetValue(output),
                Recursive = parsed.GetValue(recursive),
                Delete = parsed.GetValue(delete),
                DryRun = parsed.GetValue(dryRun),
                AcceptUnverified = parsed.GetValue(unverified),
                Json = parsed.GetValue(json),
                Scheme = named,
                Parameters = named is null ? NoParameters(parsed, parameters) : parameters.Read(parsed, named, console),
                OldCredentials = credentials.Read(parsed),
                NewCredentials = newCredentials.Read(parsed),
                Kdf = kdf.Read(parsed),
                Encryption = new EncryptionOptions { Workers = CommonOptions.ValueOr(parsed, jobs, Environment.ProcessorCount) },
                Decryption = new DecryptionOptions
                {
                    MaxKdfMemoryInKiB = kdf.ReadLimit(parsed),
                    Workers = CommonOptions.ValueOr(parsed, jobs, Environment.ProcessorCount),
                },
            };
            AdoptRun run = new(new CommandRun(console, global, parsed), request, parsed.GetValue(global.Quiet));
            return run.RunAsync(cancellationToken);
        });
        return command;
    }

    /// <summary>A parameter means something else to each scheme, or nothing.</summary>
    private static ClassicParameters NoParameters(ParseResult parsed, ClassicParameterOptions parameters)
        => parameters.All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is Option stray
            ? throw CommandException.Usage($"{stray.Name} needs a --scheme", "name the scheme that the files are of")
            : new ClassicParameters();
}
