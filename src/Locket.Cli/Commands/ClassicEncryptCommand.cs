using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations.Classic;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket classic encrypt</c>.</summary>
internal static class ClassicEncryptCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string[]> files = CommonOptions.Files(
            "IN", "A file, or with gcm-image files and folders; '-' or nothing is the standard input");
        Option<string?> output = CommonOptions.Output(
            "Write to this file, with gcm-image also into this folder, or with '-' to the standard output");
        Option<bool> force = CommonOptions.Force("Replace existing outputs; write encrypted bytes even to a terminal");
        Option<string?> writeKey = new("--write-key")
        {
            HelpName = "FILE",
            Description = "cbc-file: write the key to FILE, as its program does to key.bin; without a password or key, a random one",
        };
        CredentialOptions credentials = ClassicCredentials.Options();
        ClassicParameterOptions parameters = new();
        LocketCommand command = new(
            "encrypt", "Write a classic format, for programs that read nothing else. For anything else use 'locket encrypt'.")
        {
            Remarks =
            [
                "Without a password or key option a password is asked for, twice; gcm-image first looks for the variable "
                + "IMAGE_ENCRYPTION_PASSWORD. For socket-cbc the bytes of the password are the key.",
            ],
            Examples =
            [
                (
                    "locket classic encrypt --scheme cbc-file --write-key key.bin -o encrypted.bin note.txt",
                    "makes a random key, as the program does"),
                ("locket classic encrypt --scheme cbc-hmac --password-env PW -o note.json note.txt", "writes the four values as JSON"),
                ("locket classic encrypt --scheme gcm-image pictures -o safe/", "writes safe/NAME.png.dat of each picture"),
            ],
        };
        command.Add(files);
        command.AddGroup("Format", [parameters.Scheme, .. parameters.All, writeKey])
            .AddGroup("Input and output", output, force)
            .AddGroup("Passwords and keys", credentials.All);
        command.SetAction((parsed, cancellationToken) =>
        {
            ClassicScheme scheme = ClassicSchemes.Find(parsed.GetRequiredValue(parameters.Scheme)!);
            ClassicParameterOptions.RefuseStray(parsed, scheme, [writeKey]);
            ClassicRequest request = new()
            {
                Encrypts = true,
                Scheme = scheme,
                Inputs = parsed.GetValue(files) ?? [],
                Output = parsed.GetValue(output),
                Force = parsed.GetValue(force),
                WriteKey = parsed.GetValue(writeKey),
                Credentials = credentials.Read(parsed),
                Parameters = parameters.Read(parsed, scheme, console),
            };
            return new ClassicRun(new CommandRun(console, global, parsed), request).RunAsync(cancellationToken);
        });
        return command;
    }
}
