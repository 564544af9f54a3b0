using System.CommandLine;
using Locket.Cli.Errors;
using Locket.Cli.Help;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket help</c>: of a command, or of the exit codes.</summary>
internal static class HelpCommand
{
    private const string ExitCodes = "exit-codes";

    public static Command Create(CommandConsole console)
    {
        Argument<string[]> topic = new("topic")
        {
            HelpName = "TOPIC",
            Description = $"A command, or '{ExitCodes}'",
            Arity = ArgumentArity.ZeroOrMore,
        };
        LocketCommand command = new("help", $"Show the help of a command, or what the exit codes mean ('{ExitCodes}').")
        {
            Examples =
            [
                ("locket help encrypt", "the same as 'locket encrypt --help'"),
                ($"locket help {ExitCodes}", "lists the exit codes"),
            ],
        };
        command.Add(topic);
        command.SetAction(parsed =>
        {
            string[] words = parsed.GetValue(topic) ?? [];
            if (words is [ExitCodes])
            {
                return HelpWriter.WriteExitCodes(console.OutputText);
            }

            Command found = parsed.RootCommandResult.Command;
            foreach (string word in words)
            {
                found = found.Subcommands.FirstOrDefault(sub => string.Equals(sub.Name, word, StringComparison.Ordinal))
                    ?? throw CommandException.Usage(
                        $"there is no help on '{string.Join(' ', words)}'", "see 'locket --help' for the commands");
            }

            return HelpWriter.Write(found, console.OutputText);
        });
        return command;
    }
}
