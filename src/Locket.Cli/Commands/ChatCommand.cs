using System.CommandLine;
using Locket.Cli.Chat;
using Locket.Cli.Help;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket chat</c>. No type of the rooms is touched before it runs.</summary>
internal static class ChatCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        ChatOptions options = new();
        LocketCommand command = new("chat", "Talk with others under a shared password, end to end encrypted.")
        {
            Remarks =
            [
                "One makes a room with --host and gives the invitation to the others, and the password another way. Nobody on the way, "
                + "the relay included, can read, forge, or test guesses at the password except one at a time, in sight of those "
                + "who are here. After 3 wrong ones a side meets nobody new until /unlock is said there: each side does it for itself, "
                + "the one that mistyped, too.",
                "On a terminal there is a message area and a line to write in; /help inside lists the commands, EXIT! ends. Marks say "
                + "what became of a message: waiting, sent, stored (by the relay), delivered, read.",
                "Where the standard input or output is no terminal, each line of the input is a message or a command, messages of others "
                + "are lines of the standard output, and everything else goes to the error output; "
                + "with --json every event is an object on the "
                + "standard output. At the end of the input, and at EXIT!, it leaves, after the relay has everything; --wait says for how "
                + "long it waits for others. What was never sent is told, and the exit code is 1 then.",
                "Nothing stays on the disk but the number of wrong passwords, unless --keep says so. "
                    + "A host's relay holds messages in memory: "
                + "what nobody has fetched when it ends is lost. With --keep it comes back with the same invitation, and all go on.",
            ],
            Examples =
            [
                ("locket chat --host", "makes a room on this machine, asks for a password and shows the invitation"),
                ("locket chat --host --listen 0.0.0.0:7443", "the same for others in the network"),
                ("locket chat --host --keep FOLDER", "a room whose invitation stays good when the host ends and comes back"),
                ("locket chat 'locket://192.168.1.5:7443/k7qx-29mf-c3pd#pin=...'", "joins it"),
                ("locket chat 192.168.1.5:7443", "joins a host that was started with --classic-code"),
                ("locket chat INVITATION --password-env PW --json", "for programs"),
            ],
        };
        command.Add(options.Room);
        command.AddGroup("Making a room", options.Hosting).AddGroup("Taking part", options.Taking)
            .AddGroup("Password (asked for where none of these is given)", options.Passwords)
            .AddGroup("Keeping", options.Keeping).AddGroup("Output", options.Output);
        command.SetAction((parsed, cancellationToken) =>
        {
            ChatRequest request = options.Read(parsed);
            return new ChatRun(new CommandRun(console, global, parsed), request).RunAsync(cancellationToken);
        });
        return command;
    }
}
