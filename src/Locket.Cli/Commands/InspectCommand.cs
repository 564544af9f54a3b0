using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket inspect</c>.</summary>
internal static class InspectCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string[]> files = CommonOptions.Files("FILE", "Locket files; '-' or nothing is the standard input");
        Option<bool> json = CommonOptions.Json();
        Option<int> limit = CommonOptions.MaxKdfMemory();
        CredentialOptions credentials = new();
        LocketCommand command = new(
            "inspect", "Explain files without opening them: who can open them, at what cost, how long the content is.")
        {
            Remarks = ["With a password or key it also shows the sealed name and time and the true length. It asks for a "
                + "password only with --password."],
            Examples =
            [
                ("locket inspect report.pdf.locket", "explains the file in words"),
                ("locket inspect --password report.pdf.locket", "asks for the password and shows what is sealed inside as well"),
                ("locket inspect --json *.locket", "prints one JSON object per file, each on its line"),
            ],
        };
        command.Add(files);
        command.AddGroup("Output", json).AddGroup("Passwords and keys", [.. credentials.All, limit]);
        command.SetAction((parsed, cancellationToken) =>
        {
            DecryptionOptions options = new()
            {
                MaxKdfMemoryInKiB = CommonOptions.ValueOr(parsed, limit, DecryptionOptions.DefaultMaxKdfMemoryInKiB),
            };
            Inspector inspector = new(new CommandRun(console, global, parsed), credentials.Read(parsed), options, parsed.GetValue(json));
            return inspector.RunAsync(parsed.GetValue(files) ?? [], cancellationToken);
        });
        return command;
    }
}
