using System.Net;
using System.Net.Sockets;
using Locket.Classic;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Classic;

/// <summary>Runs <c>locket classic serve</c>.</summary>
internal sealed class SocketServing
{
    private readonly CommandRun _run;
    private readonly SocketRequest _request;
    private readonly string? _reply;
    private readonly bool _isSilent;
    private readonly int? _maxClients;
    private readonly SocketLog _log;

    public SocketServing(CommandRun run, SocketRequest request, string? reply, bool isSilent, int? maxClients)
    {
        _run = run;
        _request = request;
        _reply = reply;
        _isSilent = isSilent;
        _maxClients = maxClients;
        _log = new SocketLog(run, request);
    }

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        SocketSecrets secrets = new(_run.Console, _request);
        using ClassicSecret secret = _request.IsChat
            ? await secrets.ReadPasswordAsync("password of the chat: ", cancellationToken)
            : secrets.ReadKey();
        IPAddress address = await ResolveAsync(cancellationToken);
        foreach (string warning in SocketWarnings.For(_request, IPAddress.IsLoopback(address)))
        {
            _log.Note(warning);
        }

        ClassicSocketLimits limits = new();
        limits = limits with { MaxConnections = _maxClients ?? limits.MaxConnections };
        if (_request.WaitInSeconds is { } wait)
        {
            limits = limits with { FirstByteLimit = TimeSpan.FromSeconds(wait), TurnLimit = TimeSpan.FromSeconds(wait) };
        }

        try
        {
            await (_request.IsChat
                ? ServeChatAsync(new IPEndPoint(address, _request.Port), secret, limits, cancellationToken)
                : ServeSocketAsync(new IPEndPoint(address, _request.Port), secret, limits, cancellationToken));
        }
        catch (ClassicConnectionException failure)
        {
            throw new CommandException(
                ExitCode.Failure, failure.Message, "another program may use it: choose another --port (0: any that is free) or --host");
        }

        _log.Note("stopped");
        return (int)ExitCode.Success;
    }

    private async Task ServeSocketAsync(
        IPEndPoint endPoint, ClassicSecret key, ClassicSocketLimits limits, CancellationToken cancellationToken)
    {
        SocketCbcServerOptions options = new() { Limits = limits };
        options = options with { Reply = _isSilent ? null : _reply ?? options.Reply };
        using SocketCbcServer server = SocketCbcServer.Listen(endPoint, key, options, _run.Console.Time);
        await server.RunAsync(_log.Tell, cancellationToken);
    }

    private async Task ServeChatAsync(
        IPEndPoint endPoint, ClassicSecret password, ClassicSocketLimits limits, CancellationToken cancellationToken)
    {
        if (_reply is not null && System.Text.Encoding.UTF8.GetByteCount(_reply) > ChatCbcServer.MaxTextLengthInBytes)
        {
            throw CommandException.Usage(
                $"--reply has more than {ChatCbcServer.MaxTextLengthInBytes} bytes, the longest message of chat-cbc", "shorten it");
        }

        using ChatCbcServer server = ChatCbcServer.Listen(endPoint, password, limits, _run.Console.Time);
        if (_reply is not null)
        {
            await server.RunAsync((_, _) => Task.FromResult<string?>(_reply), _log.Tell, cancellationToken);
            return;
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ChatDesk desk = new(new InputLines(() => _run.Console.Input, ChatCbcServer.MaxTextLengthInBytes), _log);
        Task reading = desk.RunAsync(stop.Token);
        try
        {
            await server.RunAsync(desk.AnswerAsync, _log.Tell, cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>IPv4 first, as the published programs use it.</summary>
    private async Task<IPAddress> ResolveAsync(CancellationToken cancellationToken)
    {
        // Also those that stand for every address of the machine, which no name server knows.
        if (IPAddress.TryParse(_request.Host, out IPAddress? given))
        {
            return given;
        }

        try
        {
            IPAddress[] found = await Dns.GetHostAddressesAsync(_request.Host, cancellationToken);
            return found.OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).First();
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException or InvalidOperationException)
        {
            throw new CommandException(
                ExitCode.Usage, $"--host: there is no address '{_request.Host}'", "give an address of this machine, as in 127.0.0.1");
        }
    }
}
