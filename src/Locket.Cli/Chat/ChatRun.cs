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
    /// <summary>As many as the other side counts before it locks.</summary>
    private const int MostAttempts = 3;

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
        string question = "password of the room: ";
        Password password = await _passwords.ReadAsync(_request.Password, question, _request.IsHost, cancellationToken);
        _passwords.EndSilence();
        IReadOnlyList<string> unsent = [];
        RoomBefore? before = null;
        try
        {
            if (_request.IsHost && terminal is not null)
            {
                // It stays readable above the prompt when the screen is given back.
                await Console.OutputText.WriteLineAsync(setup.Invitation.ToText());
            }

            for (int attempt = 1; ;)
            {
                ChatTalk talk;
                ChatEnd end;
                await using (ClientRoom room = await rooms.OpenAsync(setup.Invitation, password, cancellationToken))
                {
                    _room = room;
                    setup.WhenOpened?.Invoke();
                    talk = new ChatTalk(room, face, setup);
                    _talk = talk;
                    using TerminalGuard? guard = terminal is null ? null : new TerminalGuard(terminal, ((ScreenFace)face).Redraw);
                    end = await talk.RunAsync(unsent, cancellationToken);
                    _room = null;
                }

                setup = setup with { ShowsInvitation = false };
                switch (end)
                {
                    case ChatEnd.GaveUp:
                        throw talk.Problem!;
                    case ChatEnd.Moved:
                        TellUnsent(isKept: setup.IsKept);
                        before?.Dispose();
                        before = new RoomBefore(setup, password);
                        password = talk.Target!.Password;
                        setup = setup with
                        {
                            Invitation = talk.Target.Invitation,
                            IsHost = rooms.IsOwn(talk.Target.Invitation),
                            IsMoved = true,
                            IsKept = false,
                        };
                        (rooms.IsInKeptRoom, unsent, attempt) = (false, [], 1);
                        face.Show(new ChatEventJson
                        {
                            Event = "other-room",
                            Time = Console.Time.GetUtcNow(),
                            Kind = before.Setup.IsKept ? "not-kept" : null,
                        });
                        break;
                    case ChatEnd.Refused or ChatEnd.WrongPassword when before is not null:
                        TellUnsent(isKept: false);
                        password.Dispose();
                        (setup, password) = (before.Setup, before.TakePassword());
                        before = null;
                        (rooms.IsInKeptRoom, unsent, attempt) = (setup.IsKept, [], 1);
                        face.Show(new ChatEventJson
                        {
                            Event = "room-before",
                            Time = Console.Time.GetUtcNow(),
                            Detail = talk.Refusal ?? "those who are there have another password",
                        });
                        break;
                    case ChatEnd.WrongPassword when attempt < MostAttempts && !_request.Password.NamesPasswordSource:
                        attempt++;
                        password.Dispose();
                        question = string.Create(
                            CultureInfo.InvariantCulture,
                            $"the other side has another password; attempt {attempt} of {MostAttempts}. password of the room: ");
                        password = await _passwords.ReadAsync(_request.Password, question, isNew: false, cancellationToken);
                        _passwords.EndSilence();
                        unsent = [.. talk.Own.Waiting.Values];
                        break;
                    case ChatEnd.WrongPassword:
                        throw WrongPassword(attempt);
                    case ChatEnd.Refused:
                        throw new CommandException(
                            ExitCode.Failure,
                            talk.Refusal ?? "the relay refuses",
                            setup.Invitation.Pin.IsEmpty && !setup.Invitation.Code.Equals(RoomCode.Classic)
                                ? "the invitation of a host ends with #pin=...: was all of it copied?"
                                : "check the invitation with whoever sent it, and --token-env for a private relay");
                    case ChatEnd.Failed:
                        throw ChatErrors.Explain(talk.Failure!, _request.Keep);
                    default:
                        return Ended(talk, end, rooms, setup.IsKept && end != ChatEnd.Left);
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
            TellUnsent(setup.IsKept);
            password.Dispose();
            before?.Dispose();
        }
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

    private static CommandException WrongPassword(int attempt) => new(
        ExitCode.NoSlotOpens,
        attempt >= MostAttempts
            ? "the other side has another password; that was the third attempt, and neither side takes more until /unlock is said on both"
            : "the other side has another password",
        "ask for the password again, another way than this one; if it was right, try again: "
            + "whoever has the invitation can claim that it was not");

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
