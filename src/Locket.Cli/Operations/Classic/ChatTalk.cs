using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>Runs <c>locket classic connect --scheme chat-cbc</c>.</summary>
internal sealed class ChatTalk
{
    private readonly CommandRun _run;
    private readonly SocketRequest _request;
    private readonly SocketLog _log;
    private readonly SocketSecrets _secrets;
    private readonly InputLines _lines;
    private int _received;

    public ChatTalk(CommandRun run, SocketRequest request)
    {
        _run = run;
        _request = request;
        _log = new SocketLog(run, request);
        _secrets = new SocketSecrets(run.Console, request);
        _lines = new InputLines(() => run.Console.Input, ChatCbcServer.MaxTextLengthInBytes);
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        foreach (string warning in SocketWarnings.For(_request, SocketWarnings.IsLoopback(_request.Host)))
        {
            _log.Note(warning);
        }

        if (!_secrets.IsAsked)
        {
            // A password that needs no person is looked at before anybody is called.
            (await _secrets.ReadPasswordAsync(string.Empty, cancellationToken)).Dispose();
        }

        ClassicSocketLimits limits = new();
        ChatCbcClientOptions options = new()
        {
            SendsPasswordInClear = true,
            Password = PasswordAsync,
            Next = NextAsync,
            Events = Tell,
            Limits = limits with
            {
                TurnLimit = _request.WaitInSeconds is { } wait ? TimeSpan.FromSeconds(wait) : limits.TurnLimit,
            },
        };
        ChatCbcEnd end;
        try
        {
            end = await ChatCbcClient.TalkAsync(_request.Host, _request.Port, options, _run.Console.Time, cancellationToken);
        }
        catch (ClassicConnectionException failure)
        {
            throw SocketMessage.Lost(failure);
        }

        if (end == ChatCbcEnd.Closed && _received == 0)
        {
            throw new CommandException(
                ExitCode.Failure,
                "the server closed the connection after the password",
                "it may not have accepted the password, or serves one client at a time; ask whoever runs it");
        }

        string how = end switch
        {
            ChatCbcEnd.ByUs => "the chat is over",
            ChatCbcEnd.ByPeer => "the other side said EXIT!",
            _ => "the other side closed the connection without EXIT!",
        };
        Tell(new ClassicSocketEvent { Kind = ClassicSocketEventKind.Ended, Time = _run.Console.Time.GetUtcNow(), Detail = how });
        _log.Note(how);
        return (int)ExitCode.Success;
    }

    private void Tell(ClassicSocketEvent happened)
    {
        _received += happened.Kind == ClassicSocketEventKind.Received ? 1 : 0;
        _log.Tell(happened);
        if (happened.Kind == ClassicSocketEventKind.PasswordAccepted)
        {
            _log.Note("the password fits the server's greeting and was sent; lines and answers alternate, yours first; EXIT! ends");
        }
    }

    private async Task<ClassicSecret?> PasswordAsync(int attempt, CancellationToken cancellationToken)
    {
        if (!_secrets.IsAsked && attempt > 1)
        {
            // The same again would not fit better.
            return null;
        }

        string again = attempt == 1
            ? string.Empty
            : $"that is not the server's password; attempt {attempt} of {ClassicSocketLimits.MaxPasswordAttempts}. ";
        return await _secrets.ReadPasswordAsync($"{again}password of the chat: ", cancellationToken);
    }

    private async Task<string?> NextAsync(CancellationToken cancellationToken)
    {
        InputLine line = await _lines.ReadAsync(cancellationToken);
        while (line.Fault is not null)
        {
            _log.Note(line.Fault);
            line = await _lines.ReadAsync(cancellationToken);
        }

        return line.Text;
    }
}
