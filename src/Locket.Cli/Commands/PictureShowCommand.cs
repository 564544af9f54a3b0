using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations.Pictures;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket picture show</c>.</summary>
internal static class PictureShowCommand
{
    private const int UsualLines = 16;
    private const int MostLines = 500;

    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string[]> files = PictureOptions.Inputs("FILE", "Sealed pictures, or folders of them");
        Option<string?> draw = new("--draw")
        {
            HelpName = string.Join('|', PictureShowing.Ways),
            Description = "How to draw (default: the best that the terminal takes)",
            CustomParser = result => OptionParsers.Choice(result, [.. PictureShowing.Ways]),
        };
        Option<int> lines = new("--lines")
        {
            HelpName = "N",
            Description = "Lines that each picture may take (default: 16)",
            CustomParser = result => OptionParsers.Integer(result, 1, MostLines),
        };
        Option<int> limit = CommonOptions.MaxKdfMemory();
        CredentialOptions credentials = new();
        LocketCommand command = new("show", "Draw the sealed thumbnails of pictures in the terminal. Only headers are read.")
        {
            Examples =
            [
                ("locket picture show safe/trip.jpg.locket", "asks for the password and draws the thumbnail"),
                ("locket picture show --password-env PW --draw sixel safe", "draws all of a folder, for a terminal that takes sixel"),
            ],
        };
        command.Add(files);
        command.AddGroup("Output", draw, lines).AddGroup("Passwords and keys", [.. credentials.All, limit]);
        command.SetAction((parsed, cancellationToken) =>
        {
            PictureOpenRequest request = new()
            {
                Inputs = parsed.GetValue(files) ?? [],
                ParallelFiles = 1,
                Credentials = credentials.Read(parsed),
                Options = new DecryptionOptions
                {
                    MaxKdfMemoryInKiB = CommonOptions.ValueOr(parsed, limit, DecryptionOptions.DefaultMaxKdfMemoryInKiB),
                },
            };
            PictureShowing showing = new(
                new CommandRun(console, global, parsed), request, parsed.GetValue(draw), CommonOptions.ValueOr(parsed, lines, UsualLines));
            return showing.RunAsync(cancellationToken);
        });
        return command;
    }
}
