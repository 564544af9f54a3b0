using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket classic</c>: older formats. No type of Locket.Classic is touched before one of its commands runs.</summary>
internal static class ClassicCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        LocketCommand command = new("classic", "Open and write what older programs wrote: AES-CBC and AES-GCM scripts and the like.")
        {
            Remarks =
            [
                "Classic formats are here so that old data stays readable and old programs can still be answered. Most of them "
                + "cannot notice damage, and all of them make passwords cheap to guess. For anything new use 'locket encrypt'.",
            ],
        };
        command.Add(ClassicEncryptCommand.Create(console, global));
        command.Add(ClassicDecryptCommand.Create(console, global));
        command.Add(ClassicServeCommand.Create(console, global));
        command.Add(ClassicConnectCommand.Create(console, global));
        command.SetAction(_ => HelpWriter.Write(command, console.OutputText));
        return command;
    }
}
