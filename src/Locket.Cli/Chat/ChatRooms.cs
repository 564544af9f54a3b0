using System.Net;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Terminal;
using Locket.Client;
using Locket.Rooms;

namespace Locket.Cli.Chat;

/// <summary>Opens rooms: derives their keys, finds what was kept of them, and connects.</summary>
internal sealed class ChatRooms
{
    private readonly CommandConsole _console;
    private readonly ChatRequest _request;
    private readonly string _name;
    private readonly IPEndPoint? _ownRelay;
    private readonly string? _token;
    private RoomFolder? _folder;

    /// <param name="console">The console.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="name">What this member wants to be called.</param>
    /// <param name="ownRelay">Where the relay of this process listens; null where there is none.</param>
    /// <param name="token">The token of a private relay.</param>
    /// <param name="folder">Where the room is kept; stays the caller's.</param>
    public ChatRooms(CommandConsole console, ChatRequest request, string name, IPEndPoint? ownRelay, string? token, RoomFolder? folder)
    {
        _console = console;
        _request = request;
        _name = name;
        _ownRelay = ownRelay;
        _token = token;
        _folder = folder;
    }

    /// <summary>The next room is another one, which is not kept.</summary>
    public void Forget() => _folder = null;

    /// <summary>Removes what was kept, after leaving.</summary>
    public void RemoveFolder()
    {
        if (_folder is not null && _request.Keep is { } path)
        {
            _folder.Dispose();
            foreach (string file in Directory.EnumerateFiles(_console.FullPath(path), "*.locket"))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Opens a room: two derivations of 64 MiB, then a connection in the background.</summary>
    public async Task<ClientRoom> OpenAsync(Invitation invitation, Password password, CancellationToken cancellationToken)
    {
        RoomKeys keys = await Task.Run(() => RoomKeys.Derive(invitation.Code, password, invitation.Suite, cancellationToken), cancellationToken);
        Room? room = null;
        try
        {
            AttemptFile attempts = new(keys.Address, AttemptFolder());
            RoomOptions options = new() { Name = _name, Acknowledges = _request.Acknowledges };
            options = _request.ReceiptDelay is { } delay ? options with { LongestNoticeDelay = delay } : options;
            List<HistoryItem> history = [];
            if (_folder is not null && Restore(keys, options, out room))
            {
                history.AddRange(_folder.ReadHistory());
            }

            room ??= Room.Create(keys, options, attempts.Read(), _console.Time.GetUtcNow());
            return new ClientRoom(RoomClient.Start(room, keys, Target(invitation), _folder, attempts, _console.Time), keys, history);
        }
        catch
        {
            room?.Dispose();
            keys.Dispose();
            throw;
        }
    }

    private bool Restore(RoomKeys keys, RoomOptions options, out Room? room)
    {
        try
        {
            return _folder!.TryRestore(keys, options, _console.Time.GetUtcNow(), out room);
        }
        catch (RoomFolderException failure)
        {
            throw ChatErrors.Explain(failure, _request.Keep!);
        }
    }

    private RelayTarget Target(Invitation invitation)
    {
        // A host calls itself where it listens, whatever others call it by.
        bool isOwn = _ownRelay is not null;
        return new RelayTarget
        {
            Host = isOwn ? Reachable(_ownRelay!.Address).ToString() : invitation.Host,
            Port = isOwn ? _ownRelay!.Port : invitation.Port,
            Pin = invitation.Pin,
            TakesAnyCertificate = invitation.Pin.IsEmpty && invitation.Code.Equals(RoomCode.Classic),
            Token = _token,
        };
    }

    private static IPAddress Reachable(IPAddress listening)
        => listening.Equals(IPAddress.Any) ? IPAddress.Loopback : listening.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : listening;

    /// <summary>The user's own place, as the console's environment says it.</summary>
    private string? AttemptFolder()
        => _console.GetEnvironmentVariable("XDG_STATE_HOME") is { } state && Path.IsPathFullyQualified(state)
            ? Path.Join(state, "locket", "rooms")
            : null;
}
