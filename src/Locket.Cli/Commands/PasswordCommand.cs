using System.CommandLine;
using Locket.Cli.Errors;
using Locket.Cli.Help;
using Locket.Cli.Operations;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket password</c>: makes a strong password, or rates one.</summary>
internal static class PasswordCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        Option<bool> rate = CommonOptions.Flag(
            "Rate a password instead of making one; asks for it unless another source is given", "--rate");
        Option<int> bits = Number(
            "--bits", "Strength of the new password in bits, rounded up to whole characters (default: 125)", 40, 1024);
        Option<int> length = Number(
            "--length", "Length of the new password in characters of 5 bits each, dashes not counted (default: 25)", 8, 205);
        Option<bool> json = CommonOptions.Json();
        CredentialOptions credentials = new();
        IReadOnlyList<Option> sources = [.. credentials.All.Where(option => option != credentials.KeyFiles && option != credentials.Ask)];
        LocketCommand command = new("password", "Make a strong random password, or rate one that you have.")
        {
            Remarks =
            [
                "A new password has characters of an alphabet without look-alikes (no i, l, o, u), in groups of five; 125 "
                    + "bits are beyond any "
                + "guessing. Ratings are estimates by zxcvbn; a password that others know is weak whatever its rating.",
            ],
            Examples =
            [
                ("locket password", "prints a password of 125 bits"),
                ("locket password --bits 80", "prints a shorter one"),
                ("locket password --rate", "asks for a password and says how hard it is to guess"),
            ],
        };
        command.AddGroup("New password", bits, length).AddGroup("Rating", [rate, .. sources]).AddGroup("Output", json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            CommandRun run = new(console, global, parsed);
            bool isNew = !parsed.GetValue(rate);
            if (!isNew && (parsed.GetResult(bits) is not null || parsed.GetResult(length) is not null))
            {
                throw CommandException.Usage("--rate goes with neither --bits nor --length", "leave --rate out to make a password");
            }

            if (isNew && credentials.Read(parsed).NamesPasswordSource)
            {
                throw CommandException.Usage("a new password comes from nowhere", "add --rate to rate the password you name");
            }

            if (isNew && parsed.GetResult(bits) is not null && parsed.GetResult(length) is not null)
            {
                throw CommandException.Usage("--bits and --length contradict each other", "give one of them");
            }

            if (isNew)
            {
                int wanted = CommonOptions.ValueOr(parsed, bits, NewPassword.DefaultBits);
                int characters = CommonOptions.ValueOr(parsed, length, NewPassword.LengthFor(wanted));
                return NewPassword.Print(run, characters, parsed.GetValue(json));
            }

            return await new Rater(run, credentials.Read(parsed), parsed.GetValue(json)).RunAsync(cancellationToken);
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int minimum, int maximum) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result => OptionParsers.Integer(result, minimum, maximum),
    };
}
