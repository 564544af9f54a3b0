using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Locket.Cli.Errors;
using Locket.Cli.Terminal;
using Locket.Client;
using Locket.Relay;
using Locket.Rooms;

namespace Locket.Cli.Chat.Hosting;

/// <summary>The relay of this process and the invitation to its room: the same as before, where a folder keeps them.</summary>
internal sealed class HostedRoom : IAsyncDisposable
{
    /// <summary>What the relay keeps in memory: two full rooms, the host's and one that they go on in.</summary>
    private const long MostRelayBytes = 512L * 1024 * 1024;

    private readonly RelayHost _relay;
    private readonly RelayCertificate _certificate;
    private readonly RoomFolder? _folder;
    private readonly KeptHost? _before;
    private readonly KeptHost _now;

    private HostedRoom(
        RelayHost relay, RelayCertificate certificate, Invitation invitation, RoomFolder? folder, KeptHost? before, KeptHost now)
    {
        _relay = relay;
        _certificate = certificate;
        _folder = folder;
        _before = before;
        _now = now;
        Invitation = invitation;
    }

    public Invitation Invitation { get; }

    public IPEndPoint EndPoint => _relay.EndPoint;

    /// <summary>Starts the relay. Options go before what is kept; what would make it another room is refused.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="token">What joiners must have; null: nothing.</param>
    /// <param name="folder">What keeps the room; stays the caller's.</param>
    /// <param name="served">The rooms that it serves; gets this one.</param>
    /// <param name="receiver">Told of what the relay refuses, from any thread.</param>
    /// <param name="run">Where remarks go.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandException">It cannot listen there, or the folder keeps another room.</exception>
    public static async Task<HostedRoom> StartAsync(
        ChatRequest request,
        string? token,
        RoomFolder? folder,
        HostedRooms served,
        Action<RelayEvent> receiver,
        Commands.CommandRun run,
        CancellationToken cancellationToken)
    {
        KeptHost? kept = folder is null ? null : ReadKept(folder, request.Keep!);
        request = Combine(request, kept, folder);
        RelayCertificate certificate = kept is null ? RelayCertificate.Create(run.Console.Time) : RelayCertificate.Import(kept.Certificate);
        RelayHost? relay = null;
        try
        {
            RelayHostOptions options = new()
            {
                Listen = request.Listen!,
                Relay = new RelayOptions
                {
                    Token = token is null ? null : new RelayToken(token),
                    Rooms = served.Served,
                    Store = new RoomStoreOptions { MaxBytes = MostRelayBytes },
                },
                Certificate = certificate,
            };
            relay = await StartAsync(options, kept, receiver, run, cancellationToken);
            Invitation invitation = RoomPlace.ToHost(request, relay.EndPoint, relay.Fingerprint);
            await served.ServeAsync(invitation.Code, cancellationToken);
            HostedRoom hosted = new(relay, certificate, invitation, folder, kept, new KeptHost
            {
                Listen = relay.EndPoint,
                PublicHost = request.PublicHost,
                Code = invitation.Code,
                IsAes128 = invitation.Suite == CipherSuite.Aes128,
                Certificate = kept?.Certificate ?? certificate.Export(),
            });

            // Before anybody sees the invitation. Where a room is there already, only once it proves to be this one.
            if (folder is { HoldsRoom: false })
            {
                hosted.Keep();
            }

            return hosted;
        }
        catch
        {
            if (relay is not null)
            {
                await relay.DisposeAsync();
            }

            certificate.Dispose();
            throw;
        }
    }

    /// <summary>Sees to it that the folder, where there is one, makes this host again.</summary>
    public void Keep()
    {
        if (_folder is not null && _now != _before)
        {
            _now.Write(_folder);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        _certificate.Dispose();
        CryptographicOperations.ZeroMemory(_now.Certificate);
    }

    private static KeptHost? ReadKept(RoomFolder folder, string path)
    {
        try
        {
            return KeptHost.Read(folder);
        }
        catch (RoomFolderException failure)
        {
            throw ChatErrors.Explain(failure, path);
        }
        catch (InvalidDataException failure)
        {
            throw new CommandException(ExitCode.Damaged, failure.Message, "restore the folder from a backup, or use another folder", path);
        }
    }

    private static ChatRequest Combine(ChatRequest request, KeptHost? kept, RoomFolder? folder)
    {
        bool namesCode = request.IsClassicCode || request.Code is not null;
        if (kept is null)
        {
            return folder is { HoldsRoom: true } && !namesCode
                ? throw new CommandException(
                    ExitCode.Usage,
                    "this folder keeps a room that was joined, not hosted",
                    "to host it, name its code with --code",
                    request.Keep)
                : request with { Listen = request.Listen ?? new IPEndPoint(IPAddress.Loopback, ChatRequest.DefaultPort) };
        }

        if (namesCode && !RoomPlace.CodeOf(request).Equals(kept.Code))
        {
            throw new CommandException(
                ExitCode.Usage,
                "this folder keeps a room with another code",
                "leave --code and --classic-code out, or use another folder",
                request.Keep);
        }

        if (request.IsAes128 && !kept.IsAes128)
        {
            throw new CommandException(ExitCode.Usage, "this folder keeps a room with AES-256", "leave --aes128 out", request.Keep);
        }

        // Any free port is, the second time, the one that the invitation names.
        IPEndPoint listen = request.Listen ?? kept.Listen;
        return request with
        {
            Listen = listen.Port == 0 ? new IPEndPoint(listen.Address, kept.Listen.Port) : listen,
            PublicHost = request.PublicHost ?? kept.PublicHost,
            IsClassicCode = false,
            Code = kept.Code.ToText(),
            IsAes128 = kept.IsAes128,
        };
    }

    private static async Task<RelayHost> StartAsync(
        RelayHostOptions options, KeptHost? kept, Action<RelayEvent> receiver, Commands.CommandRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await RelayHost.StartAsync(options, receiver, time: run.Console.Time, cancellationToken: cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            throw ListenAddress.Explain(
                options.Listen,
                failure,
                kept is null
                    ? "another program may use it: choose another with --listen ADDRESS:PORT; port 0 is any that is free"
                    : "the invitation names this port; another with --listen ADDRESS:PORT makes another invitation");
        }
    }
}
