using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations.Classic;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket classic decrypt</c>.</summary>
internal static class ClassicDecryptCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string[]> files = CommonOptions.Files(
            "IN", "A file, or with gcm-image files and folders; '-' or nothing is the standard input");
        Option<string?> output = CommonOptions.Output(
            "Write to this file, with gcm-image also into this folder, or with '-' to the standard output");
        Option<bool> force = CommonOptions.Force("Replace existing outputs; write anything to a terminal");
        CredentialOptions credentials = ClassicCredentials.Options();
        ClassicParameterOptions parameters = new();
        LocketCommand command = new(
            "decrypt", "Open a classic format. Nothing appears under the output's name unless it was opened to its end.")
        {
            Remarks =
            [
                "cbc-file, chat-cbc and socket-cbc have no authentication: what comes out may have been altered, and a wrong password "
                + "may go unnoticed. cbc-hmac does not protect its first 16 bytes. For cbc-hmac-v2, --iterations is the most that a file "
                + "may ask for.",
            ],
            Examples =
            [
                ("locket classic decrypt --scheme cbc-file --key-file key.bin -o note.txt encrypted.bin", "opens a file with its raw key"),
                ("locket classic decrypt --scheme cbc-file --salt-file salt.bin -o note.txt encrypted.bin", "asks for the password"),
                ("locket classic decrypt --scheme openssl-enc -o note.txt note.enc", "tries the common ways, and says which one fits"),
                ("locket classic decrypt --scheme gcm-image safe -o pictures/", "opens every NAME.EXT.dat of a folder"),
            ],
        };
        command.Add(files);
        command.AddGroup("Format", [parameters.Scheme, .. parameters.All])
            .AddGroup("Input and output", output, force)
            .AddGroup("Passwords and keys", credentials.All);
        command.SetAction((parsed, cancellationToken) =>
        {
            ClassicScheme scheme = ClassicSchemes.Find(parsed.GetRequiredValue(parameters.Scheme)!);
            ClassicRequest request = new()
            {
                Scheme = scheme,
                Inputs = parsed.GetValue(files) ?? [],
                Output = parsed.GetValue(output),
                Force = parsed.GetValue(force),
                Credentials = credentials.Read(parsed),
                Parameters = parameters.Read(parsed, scheme, console),
            };
            return new ClassicRun(new CommandRun(console, global, parsed), request).RunAsync(cancellationToken);
        });
        return command;
    }
}
