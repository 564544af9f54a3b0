using System.Net;
using Locket.Cli.Chat.Model;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Terminal;
using Locket.Client;
using Locket.Relay;
using Locket.Rooms;
using Locket.Wire;

namespace Locket.Cli.Chat;

/// <summary>Opens rooms: derives their keys, finds what was kept of them, and connects.</summary>
internal sealed class ChatRooms
{
    private readonly CommandConsole _console;
    private readonly ChatRequest _request;
    private readonly string _name;
    private readonly IPEndPoint? _ownRelay;
    private readonly Invitation _given;
    private readonly ServedRooms? _served;
    private readonly string? _token;
    private readonly RoomFolder? _folder;
    private ClientRoom? _givenRoom;

    /// <param name="console">The console.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="name">What this member wants to be called.</param>
    /// <param name="ownRelay">Where the relay of this process listens; null where there is none.</param>
    /// <param name="served">What that relay serves; null where there is none.</param>
    /// <param name="given">What the user was given or, as a host, gives: who may have the token.</param>
    /// <param name="token">The token of a private relay.</param>
    /// <param name="folder">Where the room is kept; stays the caller's.</param>
    public ChatRooms(
        CommandConsole console,
        ChatRequest request,
        string name,
        IPEndPoint? ownRelay,
        ServedRooms? served,
        Invitation given,
        string? token,
        RoomFolder? folder)
    {
        _console = console;
        _request = request;
        _name = name;
        _ownRelay = ownRelay;
        _served = served;
        _given = given;
        _token = token;
        _folder = folder;
    }

    /// <summary>Whether the room is the one that is kept: another one that it goes on in never is.</summary>
    public bool IsInKeptRoom { get; set; } = true;

    private RoomFolder? Folder => IsInKeptRoom ? _folder : null;

    /// <summary>
    /// Whether a room is at the relay of this process. Its pin says so, whatever others call it by: nobody else has the certificate's key.
    /// </summary>
    public bool IsOwn(Invitation invitation) => _ownRelay is not null && invitation.Pin.Span.SequenceEqual(_given.Pin.Span);

    /// <summary>Removes what was kept, after leaving.</summary>
    public void RemoveFolder()
    {
        Folder?.Remove();
    }

    /// <summary>Opens a room: two derivations of 64 MiB, then a connection in the background.</summary>
    public async Task<ClientRoom> OpenAsync(Invitation invitation, Password password, CancellationToken cancellationToken)
    {
        RoomKeys keys = await Task.Run(
            () => RoomKeys.Derive(invitation.Code, password, invitation.Suite, cancellationToken), cancellationToken);
        Room? room = null;
        try
        {
            AttemptFile attempts = new(keys.Address, AttemptFolder());
            RoomOptions options = new() { Name = _name, Acknowledges = _request.Acknowledges };
            options = _request.ReceiptDelay is { } delay ? options with { LongestNoticeDelay = delay } : options;
            List<HistoryItem> history = Restore(keys, options, attempts, out room);
            room ??= Room.Create(keys, options, attempts.Read(), _console.Time.GetUtcNow());
            RelayTarget target = Target(invitation, out bool isGiven);
            if (IsOwn(invitation))
            {
                _served?.Add(RoomAddress.FromBytes(keys.Address));
            }

            RoomClient client = RoomClient.Start(room, keys, target, Folder, attempts, _console.Time);
            ClientRoom opened = new(client, keys, history) { UnseenCount = Folder?.UnseenCount ?? 0 };
            _givenRoom = isGiven ? opened : _givenRoom;
            return opened;
        }
        catch
        {
            room?.Dispose();
            keys.Dispose();
            throw;
        }
    }

    private List<HistoryItem> Restore(RoomKeys keys, RoomOptions options, AttemptFile attempts, out Room? room)
    {
        room = null;
        try
        {
            if (Folder is not { } folder || !folder.TryRestore(keys, options, _console.Time.GetUtcNow(), out room, attempts))
            {
                return [];
            }

            // Where the password was wrong the last time, those who are there wait for another hello.
            room!.GreetAgain(_console.Time.GetUtcNow());

            // As many lines as one can go back; an old room has far more.
            return [.. folder.ReadHistory().TakeLast(ConversationView.MostLines)];
        }
        catch (RoomFolderException failure)
        {
            throw ChatErrors.Explain(failure, _request.Keep!);
        }
    }

    private RelayTarget Target(Invitation invitation, out bool isGiven)
    {
        // A host calls itself where it listens, whatever others call it by.
        bool isOwn = IsOwn(invitation);
        isGiven = isOwn || RelayPlace.IsSame(_given, _givenRoom?.LearnedPin ?? default, invitation);
        return new RelayTarget
        {
            Host = isOwn ? Reachable(_ownRelay!.Address).ToString() : invitation.Host,
            Port = isOwn ? _ownRelay!.Port : invitation.Port,
            Pin = invitation.Pin,
            // Both are the user's word about one relay; whoever offers a room at another one has no claim to them.
            TakesAnyCertificate = isGiven && invitation.Pin.IsEmpty && invitation.Code.Equals(RoomCode.Classic),
            Token = isGiven ? _token : null,
        };
    }

    private static IPAddress Reachable(IPAddress listening)
    {
        if (listening.Equals(IPAddress.Any))
        {
            return IPAddress.Loopback;
        }

        return listening.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : listening;
    }

    /// <summary>The user's own place, as the console's environment says it.</summary>
    private string? AttemptFolder()
        => _console.GetEnvironmentVariable("XDG_STATE_HOME") is { } state && Path.IsPathFullyQualified(state)
            ? Path.Join(state, "locket", "rooms")
            : null;
}
