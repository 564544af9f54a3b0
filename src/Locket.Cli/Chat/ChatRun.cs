using System.Globalization;
using Locket.Cli.Chat.Alerts;
using Locket.Cli.Chat.Faces;
using Locket.Cli.Chat.Hosting;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Chat.Screen;
using Locket.Cli.Chat.Talk;
using Locket.Cli.Commands;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Cli.Terminal;
using Locket.Client;
using Locket.Relay;
using Locket.Rooms;

namespace Locket.Cli.Chat;

/// <summary>Runs <c>locket chat</c>.</summary>
internal sealed class ChatRun
{
    private readonly CommandRun _run;
    private readonly ChatRequest _request;
    private readonly ChatPasswords _passwords;
    private volatile ClientRoom? _room;
    private SecurityDesk? _security;
    private ChatTalk? _talk;
    private long _untold;

    public ChatRun(CommandRun run, ChatRequest request)
    {
        _run = run;
        _request = request;
        _passwords = new ChatPasswords(run.Console);
    }

    private CommandConsole Console => _run.Console;

    private bool IsScreen => !_request.IsJson && Console.IsInputTerminal && Console.IsOutputTerminal
        && !string.Equals(Console.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);

    /// <summary>
    /// 1. Everything that needs no person is checked. 2. A kept room's folder is opened, with its own password. 3. A host's relay starts.
    /// 4. The room's password is asked for. 5. Rooms are talked in, one after the other, until an end.
    /// </summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RunCoreAsync(cancellationToken);
        }
        finally
        {
            _passwords.EndSilence();
        }
    }

    private async Task<int> RunCoreAsync(CancellationToken cancellationToken)
    {
        Invitation? joined = _request.IsHost ? null : RoomPlace.ToJoin(_request);
        string name = OwnName.Of(_request.Name, Console.GetEnvironmentVariable, Environment.UserName);
        string? token = _passwords.ReadToken(_request.Token);
        await using SecurityDesk security = OpenSecurity();
        _security = security;
        using RoomFolder? folder = await OpenFolderAsync(cancellationToken);
        HostedRooms served = new();
        await using HostedRoom? hosted = _request.IsHost
            ? await HostedRoom.StartAsync(_request, token, folder, served, TellRelayEvent, _run, cancellationToken)
            : null;
        Invitation invitation = joined ?? hosted!.Invitation;
        Warn(invitation);
        ChatRooms rooms = new(Console, _request, name, hosted?.EndPoint, hosted is null ? null : served.Served, invitation, token, folder);
        ChatSetup setup = new()
        {
            Console = Console,
            Name = name,
            Invitation = invitation,
            Security = security,
            IsHost = _request.IsHost,
            TakeOffer = offered =>
            {
                if (rooms.IsOwn(offered))
                {
                    served.Offer(offered.Code);
                }
            },
            IsKept = folder is not null,
            WhenOpened = hosted is null ? null : hosted.Keep,
            AsksPerson = Console.IsInputTerminal && !_request.IsJson,
            ShowsInvitation = _request.IsHost,
            Wait = _request.Wait,
        };
        using IScreenTerminal? terminal = IsScreen ? OpenTerminal() : null;
        IChatFace face = terminal is null
            ? new LineFace(_run, _request.IsJson)
            : new ScreenFace(terminal, Console.Time, Title(invitation), UsesColor());
        int exitCode = await TalkToTheEndAsync(rooms, setup, face, terminal, cancellationToken);
        if (security.Lost > 0)
        {
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"locket: {security.Lost} security events could not be written to the log"));
        }

        return exitCode;
    }

    private async Task<int> TalkToTheEndAsync(
        ChatRooms rooms, ChatSetup setup, IChatFace face, IScreenTerminal? terminal, CancellationToken cancellationToken)
    {
        try
        {
            int exitCode = await TalkAsync(rooms, setup, face, terminal, cancellationToken);
            TellEnd((ExitCode)exitCode, why: null);
            return exitCode;
        }
        catch (CommandException problem) when (_request.IsJson)
        {
            TellEnd(problem.Code, problem.Message);
            throw;
        }
    }

    private void TellEnd(ExitCode code, string? why)
    {
        if (_request.IsJson)
        {
            EndReport.Tell(_run, code, why);
        }
    }

    private async Task<int> TalkAsync(
        ChatRooms rooms, ChatSetup setup, IChatFace face, IScreenTerminal? terminal, CancellationToken cancellationToken)
    {
        Password password = await _passwords.ReadAsync(
            _request.Password, "password of the room: ", _request.IsHost, cancellationToken);
        _passwords.EndSilence();
        using ChatStay stay = new(setup, password);
        try
        {
            if (_request.IsHost && terminal is not null)
            {
                // It stays readable above the prompt when the screen is given back.
                await Console.OutputText.WriteLineAsync(setup.Invitation.ToText());
            }

            while (true)
            {
                (ChatTalk talk, ChatEnd end) = await TalkInAsync(stay, rooms, face, terminal, cancellationToken);
                stay.NoteShown();
                switch (end)
                {
                    case ChatEnd.Moved:
                        MoveTo(talk.Target!, stay, rooms, face);
                        break;
                    case ChatEnd.Refused or ChatEnd.WrongPassword when stay.HasRoomBefore:
                        GoBack(talk.Refusal, stay, rooms, face);
                        break;
                    case ChatEnd.WrongPassword when stay.Attempt < ChatStay.MostAttempts && !_request.Password.NamesPasswordSource:
                        await AskAgainAsync(stay, [.. talk.Own.Waiting.Values], cancellationToken);
                        break;
                    case ChatEnd.GaveUp or ChatEnd.WrongPassword or ChatEnd.Refused or ChatEnd.Failed:
                        throw Problem(talk, end, stay);
                    default:
                        return Ended(talk, end, rooms, stay.Setup.IsKept && end != ChatEnd.Left);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Goodbye was said; the exit code tells of the signal.
            return (int)ExitCode.Interrupted;
        }
        finally
        {
            TellUnsent(stay.Setup.IsKept);
        }
    }

    private async Task<(ChatTalk Talk, ChatEnd End)> TalkInAsync(
        ChatStay stay, ChatRooms rooms, IChatFace face, IScreenTerminal? terminal, CancellationToken cancellationToken)
    {
        await using ClientRoom room = await rooms.OpenAsync(stay.Setup.Invitation, stay.Password, cancellationToken);
        _room = room;
        stay.Setup.WhenOpened?.Invoke();
        ChatTalk talk = new(room, face, stay.Setup);
        _talk = talk;
        using TerminalGuard? guard = terminal is null ? null : new TerminalGuard(terminal, ((ScreenFace)face).Redraw);
        ChatEnd end = await talk.RunAsync(stay.Unsent, cancellationToken);
        _room = null;
        return (talk, end);
    }

    private void MoveTo(MoveTarget target, ChatStay stay, ChatRooms rooms, IChatFace face)
    {
        bool wasKept = stay.Setup.IsKept;
        TellUnsent(wasKept);
        stay.MoveTo(target, rooms.IsOwn(target.Invitation));
        rooms.IsInKeptRoom = false;
        face.Show(new ChatEventJson
        {
            Event = "other-room",
            Time = Console.Time.GetUtcNow(),
            Kind = wasKept ? "not-kept" : null,
        });
    }

    private void GoBack(string? refusal, ChatStay stay, ChatRooms rooms, IChatFace face)
    {
        TellUnsent(isKept: false);
        stay.GoBack();
        rooms.IsInKeptRoom = stay.Setup.IsKept;
        face.Show(new ChatEventJson
        {
            Event = "room-before",
            Time = Console.Time.GetUtcNow(),
            Detail = refusal ?? "those who are there have another password",
        });
    }

    private async Task AskAgainAsync(ChatStay stay, IReadOnlyList<string> unsent, CancellationToken cancellationToken)
    {
        stay.DropPassword();
        string question = string.Create(
            CultureInfo.InvariantCulture,
            $"the other side has another password; attempt {stay.Attempt} of {ChatStay.MostAttempts}. password of the room: ");
        Password password = await _passwords.ReadAsync(_request.Password, question, isNew: false, cancellationToken);
        _passwords.EndSilence();
        stay.TryAgain(password, unsent);
    }

    /// <summary>Once for each conversation, when the screen is the shell's again.</summary>
    private bool TellUnsent(bool isKept)
    {
        Backlog? own = _talk?.Own;
        _talk = null;
        return own is not null && UnsentReport.Tell(_run, _request.IsJson, own, isKept);
    }

    private int Ended(ChatTalk talk, ChatEnd end, ChatRooms rooms, bool isKept)
    {
        bool isLost = TellUnsent(isKept);
        if (end == ChatEnd.Left)
        {
            rooms.RemoveFolder();
        }

        if (!_request.IsJson)
        {
            _run.Reporter.Note("the conversation is over");
        }

        return (int)(talk.IsConfirmed && !isLost ? ExitCode.Success : ExitCode.Failure);
    }

    private Exception Problem(ChatTalk talk, ChatEnd end, ChatStay stay) => end switch
    {
        ChatEnd.GaveUp => talk.Problem!,
        ChatEnd.WrongPassword => ChatErrors.WrongPassword(stay.Attempt),
        ChatEnd.Refused => ChatErrors.Refused(talk.Refusal, stay.Setup.Invitation),
        _ => ChatErrors.Explain(talk.Failure!, _request.Keep),
    };

    private static string Title(Invitation invitation)
        => invitation.Code.Equals(RoomCode.Classic) ? $"{invitation.Host}, classic code" : invitation.Host;

    private bool UsesColor() => string.IsNullOrEmpty(Console.GetEnvironmentVariable("NO_COLOR"));

    private void Warn(Invitation invitation)
    {
        if (invitation.Code.Equals(RoomCode.Classic))
        {
            _run.Reporter.Note(
                "the classic code is published: whoever reaches this relay can find the room, "
                    + "and the relay can take part in guessing the password",
                "an invitation ('locket chat --host' without --classic-code) is better");
        }
    }

    private SecurityDesk OpenSecurity() => SecurityDesk.Open(
        Console, _request, IsScreen, (name, problem) => _room?.Tell(new TroubleNews(name, problem)));

    private void TellRelayEvent(RelayEvent found)
    {
        if (!found.IsSecurityEvent)
        {
            return;
        }

        // Log and alerts have every one; people see what a screen can take, and how many they did not see.
        _security!.Take(ChatEvents.OfRelay(found));
        if (_room is not { } room || !room.Tell(new RelayNews(found)))
        {
            Interlocked.Increment(ref _untold);
        }
        else if (Interlocked.Exchange(ref _untold, 0) is > 0 and var untold)
        {
            room.Tell(new TroubleNews("events-not-shown", string.Create(
                CultureInfo.InvariantCulture, $"{untold} more security events of the relay were not shown here; --log has all of them")));
        }
    }

    private async Task<RoomFolder?> OpenFolderAsync(CancellationToken cancellationToken)
    {
        if (_request.Keep is not { } path)
        {
            return null;
        }

        string full = Console.FullPath(path);
        bool isNew = !Directory.Exists(full) || !Directory.EnumerateFileSystemEntries(full).Any();
        using Password password = await _passwords.ReadAsync(
            _request.KeepPassword, $"password of the folder {path}: ", isNew, cancellationToken);
        try
        {
            return RoomFolder.Open(full, password);
        }
        catch (RoomFolderException failure)
        {
            throw ChatErrors.Explain(failure, path);
        }
    }

    private static IScreenTerminal OpenTerminal() => OperatingSystem.IsWindows() ? new WindowsScreenTerminal() : new UnixScreenTerminal();
}
