using System.CommandLine;
using Locket.Cli.Help;
using Locket.Cli.Operations.Explain;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket explain</c>. No type of Locket.Classic is touched before it runs.</summary>
internal static class ExplainCommand
{
    // Said here again, since this runs at the start of every command, which must not load Locket.Classic; a test compares them.
    public static IReadOnlyList<string> Names { get; } =
    [
        "modes", "cbc-file", "cbc-hmac", "cbc-hmac-v2", "gcm-image", "chat-cbc", "socket-cbc", "openssl-enc", "aes-crypt", "locket",
    ];

    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        ChoiceArgument scheme = new("scheme", "SCHEME", Names) { Description = "What to explain; nothing lists what there is" };
        Option<string?> text = new("--text")
        {
            HelpName = "TEXT",
            Description = "Encrypt this text instead of the example, at most 240 bytes; it is shown"
        };
        Option<string?> password = new("--password-env")
        {
            HelpName = "VAR",
            Description = "Take the password from an environment variable instead of the example; neither it nor a key made of it is shown",
        };
        Option<bool> json = CommonOptions.Json();
        Option<string?> picture = new("--picture")
        {
            HelpName = "DIR",
            Description = "modes: also write the pictures as DIR/modes-NAME.png",
        };
        Option<bool> force = CommonOptions.Force("Replace existing pictures");
        LocketCommand command = new("explain", "Explain how an encrypted format works and what goes wrong with it, step by step, with "
            + "real values.")
        {
            Remarks =
            [
                "'locket explain modes' is the place to begin: ECB, CBC, CTR and GCM side by side. Every value is computed while you "
                    + "wait, and every attack is really tried. With the example's text and password, random values come from a public "
                    + "test source, so that all can be shown.",
            ],
            Examples =
            [
                ("locket explain", "lists what can be explained"),
                ("locket explain modes", "the modes of AES, side by side, with a picture under each"),
                ("locket explain cbc-file --text \"Meet me at 5\"", "the same steps with your text and fresh random values"),
                ("locket explain locket --json", "one JSON object, for programs"),
            ],
        };
        command.Add(scheme);
        command.AddGroup("Input", text, password).AddGroup("Output", json, picture, force);
        command.SetAction((parsed, cancellationToken) =>
        {
            ExplainRequest request = new()
            {
                Scheme = parsed.GetValue(scheme),
                Text = parsed.GetValue(text),
                PasswordVariable = parsed.GetValue(password),
                Json = parsed.GetValue(json),
                PictureFolder = parsed.GetValue(picture),
                Force = parsed.GetValue(force),
            };
            return new ExplainRun(new CommandRun(console, global, parsed), request).RunAsync(cancellationToken);
        });
        return command;
    }
}
