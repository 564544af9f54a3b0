using System.CommandLine;
using Locket.Cli.Errors;
using Locket.Cli.Help;
using Locket.Cli.Operations.Classic;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary><c>locket classic serve</c>.</summary>
internal static class ClassicServeCommand
{
    private const int MostClients = 10_000;

    public static Command Create(CommandConsole console, GlobalOptions global)
    {
        ClassicSocketOptions common = new(isServer: true);
        Option<string?> reply = new("--reply")
        {
            HelpName = "TEXT",
            Description = "Answer every message with this (socket-cbc: 'Hello Client, message received securely' by default; "
                + "chat-cbc: instead of lines of the standard input)",
        };
        Option<bool> silent = CommonOptions.Flag("socket-cbc: answer nothing, as the published program does", "--no-reply");
        Option<int> clients = new("--max-clients")
        {
            HelpName = "N",
            Description = "Clients served at once (default: 128)",
            CustomParser = result => OptionParsers.Integer(result, 1, MostClients),
        };
        LocketCommand command = new("serve", "Answer classic programs over TCP: the one-shot server or the chat's.")
        {
            Remarks =
            [
                "Each decrypted message is a line of the standard output; control characters appear as \\u{...}. Clients that are refused "
                + "are logged on the error output with time, address and reason. Ctrl-C stops the server, which exits with 0.",
                "chat-cbc: each line of the standard input answers the client that has waited longest; the error output says which. "
                + "'EXIT!' ends its chat. At the end of the input everyone is answered with 'EXIT!'.",
                "Both protocols are unsafe in any network that others can reach: nothing in them is authenticated, and chat-cbc "
                + "sends its password in clear. They are here to talk to what still runs.",
            ],
            Examples =
            [
                ("locket classic serve --scheme socket-cbc --key-file my.key", "prints what clients send to port 5000 of this machine"),
                ("locket classic serve --scheme chat-cbc --password-env CHAT", "answers chat clients from the keyboard"),
                (
                    "locket classic serve --scheme chat-cbc -k pw --reply ok --json",
                    "answers 'ok' to everything; prints events for programs"),
            ],
        };
        command.AddGroup("Connection", [.. common.Connection, clients]).AddGroup("Key or password", common.Secrets)
            .AddGroup("Answers", reply, silent).AddGroup("Output", common.Json);
        command.SetAction((parsed, cancellationToken) =>
        {
            SocketRequest request = common.Read(parsed);
            bool isSilent = parsed.GetValue(silent);
            string? answer = parsed.GetValue(reply);
            if (isSilent && (request.IsChat || answer is not null))
            {
                throw CommandException.Usage(
                    request.IsChat ? "--no-reply does not belong to chat-cbc" : "--reply and --no-reply contradict each other",
                    request.IsChat ? "chats alternate; leave --no-reply out" : "give one of them");
            }

            int? limit = parsed.GetResult(clients) is { Implicit: false } ? parsed.GetValue(clients) : null;
            SocketServing serving = new(new CommandRun(console, global, parsed), request, answer, isSilent, limit);
            return serving.RunAsync(cancellationToken);
        });
        return command;
    }
}
