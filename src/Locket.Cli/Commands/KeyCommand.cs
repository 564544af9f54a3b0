using System.CommandLine;
using Locket.Cli.Errors;
using Locket.Cli.Help;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket key</c>: key files.</summary>
internal static class KeyCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Option<string?> output = CommonOptions.Output("The key file to write; nothing may be there yet");
        output.HelpName = "FILE";
        output.Required = true;
        LocketCommand create = new("new", "Make a random key and write it to a file that only you may read.")
        {
            Remarks = ["Whoever has the key file opens what was encrypted with it; without it, nobody does. Keep a copy in a safe place."],
            Examples =
            [
                ("locket key new -o family.key", "makes a key"),
                ("locket encrypt -k family.key photo.jpg", "encrypts with it; no password is asked for"),
            ],
        };
        create.AddGroup("Output", output);
        create.SetAction(parsed => Run(new CommandRun(console, global, parsed), parsed.GetRequiredValue(output)!));
        LocketCommand command = new("key", "Make key files, which open files without a password.");
        command.Add(create);
        command.SetAction(parsed => HelpWriter.Write(command, console.OutputText));
        return command;
    }

    private static int Run(CommandRun run, string path)
    {
        if (path.Length == 0)
        {
            throw CommandException.Usage("-o needs a name", "name the key file to write");
        }

        string full = run.Console.FullPath(path);
        if (Path.Exists(full))
        {
            throw new CommandException(
                ExitCode.OutputExists,
                "there is something already",
                "choose another name: a key that is overwritten can never be had back",
                path);
        }

        using SymmetricKey key = SymmetricKey.Generate();
        key.WriteFile(full);
        run.Reporter.Done("new key", path);
        return (int)ExitCode.Success;
    }
}
