using System.CommandLine;
using Locket.Cli.Errors;
using Locket.Cli.Help;
using Locket.Cli.Operations.Classic;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket classic connect</c>.</summary>
internal static class ClassicConnectCommand
{
    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        ClassicSocketOptions common = new(isServer: false);
        Option<string?> message = new("--message")
        {
            HelpName = "TEXT",
            Description = "socket-cbc: the message, which other users of this machine can see; without it, the standard input is the "
                + "message",
        };
        Option<bool> consent = CommonOptions.Flag("chat-cbc: I know that the password crosses the network in clear", "--i-know");
        LocketCommand command = new("connect", "Talk to classic programs over TCP: the one-shot server or the chat's.")
        {
            Remarks =
            [
                "socket-cbc sends one message of at most 1519 bytes and prints the reply, if there is one. One final line end of the "
                + "standard input is not part of the message.",
                "chat-cbc compares the server's greeting with the password, sends the password in clear (hence --i-know), and then each "
                + "line of the standard input in turn with the server's, which are printed. 'EXIT!' or the end of the input ends it. A "
                + "typed password may be wrong three times; one that does not fit the greeting is never sent.",
            ],
            Examples =
            [
                ("echo hello | locket classic connect --scheme socket-cbc -k my.key", "sends 'hello' to port 5000 and prints the reply"),
                ("locket classic connect --scheme chat-cbc --i-know", "asks for the password and talks to the chat server on port 8000"),
            ],
        };
        command.AddGroup("Connection", common.Connection).AddGroup("Key or password", [.. common.Secrets, consent])
            .AddGroup("Message and output", message, common.Json);
        command.SetAction((parsed, cancellationToken) =>
        {
            SocketRequest request = common.Read(parsed);
            string? text = parsed.GetValue(message);
            bool isConsent = parsed.GetValue(consent);
            if (request.IsChat && text is not null)
            {
                throw CommandException.Usage("--message does not belong to chat-cbc", "give the messages as lines of the standard input");
            }

            if (request.IsChat && !isConsent)
            {
                throw CommandException.Usage(
                    "chat-cbc sends the password in clear: everyone on the way to the server can read it, and with it every message",
                    "if that is acceptable for this password, say so with --i-know");
            }

            CommandRun run = new(console, global, parsed);
            return request.IsChat
                ? new ChatTalk(run, request).RunAsync(cancellationToken)
                : new SocketMessage(run, request, text).RunAsync(cancellationToken);
        });
        return command;
    }
}
