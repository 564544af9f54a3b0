using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket picture</c>. No type of Locket.Pictures is touched before one of its commands runs.</summary>
internal static class PictureCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        LocketCommand command = new(
            "picture", "Keep pictures sealed, byte for byte, and still see what they are: kind, size, date, place or not, thumbnail.")
        {
            Remarks =
            [
                "Sealed pictures are Locket files: 'locket decrypt' opens them as well. What a picture is, its bytes say, never its name.",
            ],
        };
        command.Add(PictureSealCommand.Create(console, global));
        command.Add(PictureOpenCommand.Create(console, global));
        command.Add(PictureListCommand.Create(console, global));
        command.Add(PictureViewCommand.Create(console, global));
        command.Add(PictureShowCommand.Create(console, global));
        command.Add(PictureCleanCommand.Create(console, global));
        command.Add(PictureVeilCommand.Create(console, global));
        command.Add(PictureUnveilCommand.Create(console, global));
        command.Add(PictureRedactCommand.Create(console, global));
        command.Add(PictureRevealCommand.Create(console, global));
        command.SetAction(_ => HelpWriter.Write(command, console.OutputText));
        return command;
    }
}
