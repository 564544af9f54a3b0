using System.CommandLine;
using System.Net;
using Locket.Cli.Chat;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Commands;

/// <summary>The options of <c>locket chat</c>.</summary>
internal sealed class ChatOptions
{
    private const int LongestDelayInSeconds = 30;
    private const int LongestWaitInSeconds = 86_400;

    private readonly Option<bool> _host =
        CommonOptions.Flag("Make a room, run its relay in this process, and print the invitation", "--host");
    private readonly Option<string?> _listen =
        Text("--listen", "ADDRESS:PORT", "With --host: where to listen (default: 127.0.0.1:7443, this machine alone)");
    private readonly Option<string?> _public =
        Text("--public", "HOST", "With --host: the name or address, with :PORT if it differs, that others reach it by");
    private readonly Option<bool> _classic = CommonOptions.Flag(
        "With --host: use the published code, so that others can join with HOST:PORT alone; weaker than an invitation", "--classic-code");
    private readonly Option<string?> _code =
        Text("--code", "CODE", "With --host: the code of an earlier invitation; a folder of --keep knows its own");
    private readonly Option<string?> _name = Text("--name", "NAME", "What others see you as (default: your user name)");
    private readonly Option<bool> _aes128 =
        CommonOptions.Flag("A room with AES-128-GCM instead of AES-256-GCM; an invitation says it itself", "--aes128");
    private readonly Option<string?> _passwordVariable =
        Text("--password-env", "VAR", "Take the room's password from an environment variable");
    private readonly Option<string?> _passwordFile =
        Text("--password-file", "FILE", "Take it from a file; one final line end is not part of it");
    private readonly Option<int> _passwordDescriptor = new("--password-fd")
    {
        HelpName = "N",
        Description = "Take it from an open file descriptor",
        CustomParser = result => OptionParsers.Descriptor(result, result.Tokens[0].Value),
    };

    private readonly Option<bool> _passwordInput =
        CommonOptions.Flag("Take it from the first line of the standard input", "--password-stdin");
    private readonly Option<string?> _tokenVariable =
        Text("--token-env", "VAR", "Take the token of a private relay from an environment variable");
    private readonly Option<string?> _tokenFile = Text("--token-file", "FILE", "Take the token of a private relay from a file");
    private readonly Option<string?> _keep =
        Text("--keep", "FOLDER", "Keep keys, messages and what is unsent in a folder, sealed under a password of its own");
    private readonly Option<string?> _keepVariable =
        Text("--keep-password-env", "VAR", "Take the folder's password from an environment variable");
    private readonly Option<string?> _keepFile = Text("--keep-password-file", "FILE", "Take the folder's password from a file");
    private readonly Option<int> _delay = new("--receipt-delay")
    {
        HelpName = "SECONDS",
        Description = "The longest random wait before others learn what was delivered and read, 0 to 30 (default: 30). "
            + "Shorter shows the relay who reads",
        CustomParser = result => OptionParsers.Integer(result, 0, LongestDelayInSeconds),
    };

    private readonly Option<int> _wait = new("--wait")
    {
        HelpName = "SECONDS",
        Description = "Give up where the relay is not reached or nobody comes for so long, 1 to 86400 (default: wait for ever)",
        CustomParser = result => OptionParsers.Integer(result, 1, LongestWaitInSeconds),
    };

    private readonly Option<bool> _noReceipts = CommonOptions.Flag("Tell nobody what was delivered and read", "--no-receipts");
    private readonly Option<bool> _json = CommonOptions.Flag("Print what happens as JSON, one object on each line, for programs", "--json");
    private readonly Option<string?> _log = Text("--log", "FILE", "Append security events to a file, as JSON lines; -: the error output");
    private readonly Option<string?> _alert = Text(
        "--alert-command", "PROGRAM", "Run a program for security events: JSON on its standard input, the number in LOCKET_EVENT_ID");

    private readonly Option<string?> _metrics = Text(
        "--metrics", "FILE", "Keep a file with counters, in Prometheus's text format: messages, renewals, security events, the relay's");

    public Argument<string?> Room { get; } = new("room")
    {
        HelpName = "INVITATION",
        Description = "The invitation (locket://...), or HOST:PORT of a host with --classic-code",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public IReadOnlyList<Option> Hosting => [_host, _listen, _public, _classic, _code];

    public IReadOnlyList<Option> Taking => [_name, _aes128, _tokenVariable, _tokenFile, _delay, _noReceipts, _wait];

    public IReadOnlyList<Option> Passwords => [_passwordVariable, _passwordFile, _passwordDescriptor, _passwordInput];

    public IReadOnlyList<Option> Keeping => [_keep, _keepVariable, _keepFile];

    public IReadOnlyList<Option> Output => [_json, _log, _alert, _metrics];

    /// <exception cref="CommandException">Options contradict each other.</exception>
    public ChatRequest Read(ParseResult parsed)
    {
        bool isHost = parsed.GetValue(_host);
        string? room = parsed.GetValue(Room);
        Refuse(isHost && room is not null, "--host makes a room; an invitation joins one", "leave one of them out");
        Refuse(!isHost && room is null, "there is no room to join", "give an invitation or HOST:PORT, or make a room with --host");
        foreach (Option option in Hosting.Skip(1).Where(option => !isHost && parsed.GetResult(option) is { Implicit: false }))
        {
            throw CommandException.Usage($"{option.Name} belongs to --host", "leave it out to join a room");
        }

        Refuse(parsed.GetValue(_classic) && parsed.GetValue(_code) is not null, "--classic-code is a code of its own", "leave --code out");
        Refuse(
            parsed.GetValue(_keep) is null && (parsed.GetValue(_keepVariable) ?? parsed.GetValue(_keepFile)) is not null,
            "there is no folder that this password is for",
            "name it with --keep FOLDER");
        return new ChatRequest
        {
            IsHost = isHost,
            Listen = Listen(parsed.GetValue(_listen)),
            PublicHost = parsed.GetValue(_public),
            IsClassicCode = parsed.GetValue(_classic),
            Code = parsed.GetValue(_code),
            Room = room,
            Name = parsed.GetValue(_name),
            IsAes128 = parsed.GetValue(_aes128),
            Password = One(
                "the room's password",
                Choice(parsed.GetValue(_passwordVariable), parsed.GetValue(_passwordFile)) with
                {
                    Descriptors = parsed.GetResult(_passwordDescriptor) is { Implicit: false }
                        ? [parsed.GetValue(_passwordDescriptor)]
                        : [],
                    StandardInput = parsed.GetValue(_passwordInput),
                }),
            Token = One("the token", Choice(parsed.GetValue(_tokenVariable), parsed.GetValue(_tokenFile))),
            Keep = parsed.GetValue(_keep),
            KeepPassword = One("the folder's password", Choice(parsed.GetValue(_keepVariable), parsed.GetValue(_keepFile))),
            ReceiptDelay = parsed.GetResult(_delay) is { Implicit: false } ? TimeSpan.FromSeconds(parsed.GetValue(_delay)) : null,
            Acknowledges = !parsed.GetValue(_noReceipts),
            Wait = parsed.GetResult(_wait) is { Implicit: false } ? TimeSpan.FromSeconds(parsed.GetValue(_wait)) : null,
            IsJson = parsed.GetValue(_json),
            Log = parsed.GetValue(_log),
            AlertProgram = parsed.GetValue(_alert),
            Metrics = parsed.GetValue(_metrics),
        };
    }

    private static Option<string?> Text(string name, string valueName, string description)
        => new(name) { HelpName = valueName, Description = description };

    private static CredentialChoice Choice(string? variable, string? file) => new()
    {
        EnvironmentVariables = variable is null ? [] : [variable],
        Files = file is null ? [] : [file],
    };

    private static CredentialChoice One(string what, CredentialChoice choice)
        => choice.EnvironmentVariables.Count + choice.Files.Count + choice.Descriptors.Count + (choice.StandardInput ? 1 : 0) > 1
            ? throw CommandException.Usage($"{what} comes from several places", "name one of them")
            : choice;

    private static IPEndPoint? Listen(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return ListenAddress.Parse(text);
    }

    private static void Refuse(bool isWrong, string message, string hint)
    {
        if (isWrong)
        {
            throw CommandException.Usage(message, hint);
        }
    }
}
