using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations;
using Locket.Cli.Terminal;
using Locket.Cli.Values;

namespace Locket.Cli.Commands;

/// <summary><c>locket view</c>.</summary>
internal static class ViewCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Argument<string> file = new("file")
        {
            HelpName = "FILE",
            Description = "The Locket file; '-' is the standard input, which has no ranges",
        };
        Option<ByteRange> range = new("--range")
        {
            HelpName = "RANGE",
            Description = "Only these bytes of the content: A-B (both included), A+COUNT, A- (to the end) or -LAST; sizes may have units",
            CustomParser = OptionParsers.Range,
        };
        Option<bool> hex = CommonOptions.Flag("Show bytes as hexadecimal numbers and text", "--hex", "-x");
        Option<bool> force = CommonOptions.Force("Write anything to a terminal, not only text");
        Option<int> limit = CommonOptions.MaxKdfMemory();
        CredentialOptions credentials = new();
        LocketCommand command = new(
            "view", "Show a file's content, or a part of it, without decrypting the rest and without leaving a clear copy.")
        {
            Remarks = ["Every byte shown was authenticated. A range decrypts only the chunks that it touches, wherever it "
                + "lies in the file."],
            Examples =
            [
                ("locket view notes.txt.locket", "asks for the password and shows the text"),
                ("locket view --range 0-1023 film.mkv.locket > head.bin", "takes the first 1024 bytes"),
                ("locket view --range 1GiB+64KiB --hex disk.img.locket", "shows 64 KiB from the middle as a hex dump"),
                ("locket view --range -4KiB server.log.locket", "shows the last 4 KiB"),
            ],
        };
        command.Add(file);
        command.AddGroup("Output", range, hex, force).AddGroup("Passwords and keys", [.. credentials.All, limit]);
        command.SetAction((parsed, cancellationToken) =>
        {
            DecryptionOptions options = new()
            {
                MaxKdfMemoryInKiB = CommonOptions.ValueOr(parsed, limit, DecryptionOptions.DefaultMaxKdfMemoryInKiB),
            };
            ByteRange? chosen = parsed.GetResult(range) is null ? null : parsed.GetValue(range);
            Viewer viewer = new(new CommandRun(console, global, parsed), credentials.Read(parsed), options, chosen, parsed.GetValue(hex),
                parsed.GetValue(force));
            return viewer.RunAsync(parsed.GetRequiredValue(file), cancellationToken);
        });
        return command;
    }
}
