using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket bench</c>.</summary>
internal static class BenchCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Option<bool> json = CommonOptions.Json();
        LocketCommand command = new("bench", "Measure this machine: encryption in memory, and what a password's derivation takes.")
        {
            Remarks = ["Takes some ten seconds. Each number is the median of three runs; other work on the machine lowers them."],
            Examples =
            [
                ("locket bench", "prints a table"),
                ("locket bench --json", "prints one JSON object, with bytes per second and seconds"),
            ],
        };
        command.AddGroup("Output", json);
        command.SetAction((parsed, cancellationToken)
            => new Bench(new CommandRun(console, global, parsed), parsed.GetValue(json)).RunAsync(cancellationToken));
        return command;
    }
}
