using System.CommandLine;
using Locket.Cli.Operations.Classic;

namespace Locket.Cli.Commands;

/// <summary>What <c>locket classic serve</c> and <c>connect</c> have in common.</summary>
internal sealed class ClassicSocketOptions
{
    /// <summary>Longer waits are what TurnLimit and FirstByteLimit of the library allow.</summary>
    private const int LongestWaitInSeconds = 86_400;

    private readonly bool _isServer;
    private readonly Option<int> _port;

    public ClassicSocketOptions(bool isServer)
    {
        _isServer = isServer;
        int lowest = isServer ? 0 : 1;
        string any = isServer ? "; 0: any that is free" : string.Empty;
        _port = new Option<int>("--port")
        {
            HelpName = "N",
            Description = $"The port (default: 5000 for socket-cbc, 8000 for chat-cbc{any})",
            CustomParser = result => OptionParsers.Integer(result, lowest, ushort.MaxValue),
        };
        Host = new Option<string?>("--host")
        {
            HelpName = "H",
            Description = isServer
                ? "The address to listen on (default: 127.0.0.1, this machine alone)"
                : "The server's name or address (default: 127.0.0.1)",
        };
    }

    public Option<string?> Scheme { get; } = new("--scheme")
    {
        HelpName = $"{SocketScheme.Socket}|{SocketScheme.Chat}",
        Description = "The protocol to speak",
        Required = true,
        CustomParser = result => OptionParsers.Choice(result, SocketScheme.Socket, SocketScheme.Chat),
    };

    public Option<string?> Host { get; }

    public Option<string?> KeyFile { get; } = new("--key-file", "-k")
    {
        HelpName = "FILE",
        Description = "socket-cbc: a file of the 16 raw bytes of the key; chat-cbc: a file that holds the password",
    };

    public Option<string?> Variable { get; } = new("--password-env")
    {
        HelpName = "VAR",
        Description = "Take the key (16 bytes of text) or password from an environment variable",
    };

    public Option<int> Wait { get; } = new("--wait")
    {
        HelpName = "SECONDS",
        Description = "How long to wait for the other side's next message (default: 30 for socket-cbc, 1800 for chat-cbc)",
        CustomParser = result => OptionParsers.Integer(result, 1, LongestWaitInSeconds),
    };

    public Option<bool> Json { get; } = CommonOptions.Flag("Print what happens as JSON, one object on each line, for programs", "--json");

    public IReadOnlyList<Option> Connection => [Scheme, Host, _port, Wait];

    public IReadOnlyList<Option> Secrets => [KeyFile, Variable];

    public SocketRequest Read(ParseResult parsed)
    {
        string scheme = parsed.GetRequiredValue(Scheme)!;
        int usual = string.Equals(scheme, SocketScheme.Chat, StringComparison.Ordinal) ? SocketScheme.ChatPort : SocketScheme.SocketPort;
        string? host = parsed.GetValue(Host);
        return new SocketRequest
        {
            IsChat = string.Equals(scheme, SocketScheme.Chat, StringComparison.Ordinal),
            IsServer = _isServer,
            Host = host ?? "127.0.0.1",
            Port = CommonOptions.ValueOr(parsed, _port, usual),
            KeyFile = parsed.GetValue(KeyFile),
            Variable = parsed.GetValue(Variable),
            WaitInSeconds = parsed.GetResult(Wait) is { Implicit: false } ? parsed.GetValue(Wait) : null,
            IsJson = parsed.GetValue(Json),
        };
    }
}
