using System.Text;
using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>Runs <c>locket classic connect --scheme socket-cbc</c>.</summary>
internal sealed class SocketMessage
{
    private const string ServerHint = "check --host and --port, and that the server runs; then run the command again";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly CommandRun _run;
    private readonly SocketRequest _request;
    private readonly string? _message;
    private readonly SocketLog _log;

    public SocketMessage(CommandRun run, SocketRequest request, string? message)
    {
        _run = run;
        _request = request;
        _message = message;
        _log = new SocketLog(run, request);
    }

    /// <summary>A failed connection as this command tells it.</summary>
    public static CommandException Lost(ClassicConnectionException failure) => new(ExitCode.Failure, failure.Message, ServerHint);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using ClassicSecret key = new SocketSecrets(_run.Console, _request).ReadKey();
        string message = _message ?? ReadInput();
        foreach (string warning in SocketWarnings.For(_request, SocketWarnings.IsLoopback(_request.Host)))
        {
            _log.Note(warning);
        }

        ClassicSocketLimits limits = new();
        limits = limits with
        {
            FirstByteLimit = _request.WaitInSeconds is { } wait ? TimeSpan.FromSeconds(wait) : limits.FirstByteLimit,
        };
        try
        {
            string? reply = await SocketCbcClient.SendAsync(
                _request.Host, _request.Port, key, message, limits, _run.Console.Time, cancellationToken);
            Tell(ClassicSocketEventKind.Sent, message, detail: null);
            if (reply is not null)
            {
                Tell(ClassicSocketEventKind.Received, reply, detail: null);
                return (int)ExitCode.Success;
            }

            const string NoReply = "the server closed without a reply, as the published program does";
            Tell(ClassicSocketEventKind.Ended, text: null, NoReply);
            _log.Note($"{NoReply}; nothing says whether it understood the message");
            return (int)ExitCode.Success;
        }
        catch (ClassicConnectionException failure)
        {
            throw Lost(failure);
        }
    }

    private void Tell(ClassicSocketEventKind kind, string? text, string? detail)
        => _log.Tell(new ClassicSocketEvent { Kind = kind, Time = _run.Console.Time.GetUtcNow(), Text = text, Detail = detail });

    /// <summary>The whole standard input; of a terminal, up to Ctrl-D.</summary>
    private string ReadInput()
    {
        // Two more for the line end that is not part of the message, one to notice what is too long.
        byte[] bytes = new byte[SocketCbcServer.MaxTextLengthInBytes + 3];
        int length = _run.Console.Input.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> text = LineEnd.Without(bytes.AsSpan(0, length));
        if (text.Length > SocketCbcServer.MaxTextLengthInBytes)
        {
            throw new CommandException(
                ExitCode.Usage, $"a message has at most {SocketCbcServer.MaxTextLengthInBytes} bytes", "send a shorter one", "-");
        }

        try
        {
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw new CommandException(ExitCode.Usage, "a message is UTF-8 text", "send text; for files there is 'locket encrypt'", "-");
        }
    }
}
