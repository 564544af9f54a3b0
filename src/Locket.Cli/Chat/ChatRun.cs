using System.Globalization;
using System.Text;
using Locket.Cli.Chat.Alerts;
using Locket.Cli.Chat.Faces;
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

    /// <summary>What the relay of a host keeps in memory: two full rooms, the host's and one that they go on in.</summary>
    private const long MostRelayBytes = 512L * 1024 * 1024;

    private readonly CommandRun _run;
    private readonly ChatRequest _request;
    private readonly ChatPasswords _passwords;
    private volatile ClientRoom? _room;
    private SecurityDesk? _security;
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
    /// 1. Everything that needs no person is checked. 2. A host's relay starts. 3. Passwords are asked for. 4. Rooms are talked in, one after
    /// the other, until an end.
    /// </summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Invitation? joined = _request.IsHost ? null : RoomPlace.ToJoin(_request);
        string name = OwnName();
        string? token = _passwords.ReadToken(_request.Token);
        await using SecurityDesk security = OpenSecurity();
        _security = security;
        HostedRooms hosted = new();
        await using RelayHost? host = _request.IsHost ? await StartHostAsync(token, hosted.Served, cancellationToken) : null;
        Invitation invitation = joined ?? RoomPlace.ToHost(_request, host!.EndPoint, host.Fingerprint);
        if (host is not null)
        {
            await hosted.ServeAsync(invitation.Code, cancellationToken);
        }

        Warn(invitation);
        using RoomFolder? folder = await OpenFolderAsync(cancellationToken);
        ChatRooms rooms = new(Console, _request, name, host?.EndPoint, host is null ? null : hosted.Served, invitation, token, folder);
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
                    hosted.Offer(offered.Code);
                }
            },
            IsKept = folder is not null,
        };
        using IScreenTerminal? terminal = IsScreen ? OpenTerminal() : null;
        IChatFace face = terminal is null
            ? new LineFace(_run, _request.IsJson)
            : new ScreenFace(terminal, Console.Time, Title(invitation), UsesColor());
        int exitCode = await TalkAsync(rooms, setup, face, terminal, cancellationToken);
        if (security.Lost > 0)
        {
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"locket: {security.Lost} security events could not be written to the log"));
        }

        return exitCode;
    }

    private async Task<int> TalkAsync(
        ChatRooms rooms, ChatSetup setup, IChatFace face, IScreenTerminal? terminal, CancellationToken cancellationToken)
    {
        string question = "password of the room: ";
        Password password = await _passwords.ReadAsync(_request.Password, question, _request.IsHost, cancellationToken);
        IReadOnlyList<string> unsent = [];
        RoomBefore? before = null;
        try
        {
            if (_request.IsHost)
            {
                Invite(setup.Invitation, face, terminal is not null);
            }

            for (int attempt = 1; ;)
            {
                ChatTalk talk;
                ChatEnd end;
                await using (ClientRoom room = await rooms.OpenAsync(setup.Invitation, password, cancellationToken))
                {
                    _room = room;
                    talk = new ChatTalk(room, face, setup);
                    using TerminalGuard? guard = terminal is null ? null : new TerminalGuard(terminal, ((ScreenFace)face).Redraw);
                    end = await talk.RunAsync(unsent, cancellationToken);
                    _room = null;
                }

                switch (end)
                {
                    case ChatEnd.Moved:
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
                        unsent = talk.Unsent;
                        break;
                    case ChatEnd.WrongPassword:
                        throw WrongPassword(attempt);
                    case ChatEnd.Refused:
                        throw new CommandException(
                            ExitCode.Failure, talk.Refusal ?? "the relay refuses", "check the invitation with whoever sent it, and --token-env for a private relay");
                    default:
                        return Ended(talk, end, rooms);
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
            password.Dispose();
            before?.Dispose();
        }
    }

    private int Ended(ChatTalk talk, ChatEnd end, ChatRooms rooms)
    {
        if (end == ChatEnd.Left)
        {
            rooms.RemoveFolder();
        }

        if (_request.IsJson)
        {
            new LineFace(_run, isJson: true).Show(new ChatEventJson { Event = "ended", Time = Console.Time.GetUtcNow() });
        }
        else
        {
            _run.Reporter.Note("the conversation is over");
        }

        return (int)(talk.IsConfirmed ? ExitCode.Success : ExitCode.Failure);
    }

    private static CommandException WrongPassword(int attempt) => new(
        ExitCode.NoSlotOpens,
        attempt >= MostAttempts
            ? "the other side has another password; that was the third attempt, and it takes no more until somebody there says /unlock"
            : "the other side has another password",
        "ask for the password again, another way than this one");

    private string OwnName()
    {
        string? given = _request.Name ?? Console.GetEnvironmentVariable("USER") ?? Console.GetEnvironmentVariable("USERNAME");
        string name = string.IsNullOrWhiteSpace(given) ? "guest" : given.Trim().Normalize(NormalizationForm.FormC);
        const int MostBytes = 64;
        return Encoding.UTF8.GetByteCount(name) <= MostBytes && string.Equals(Shown.Text(name), name, StringComparison.Ordinal)
            ? name
            : throw CommandException.Usage("a name has at most 64 bytes and no control characters", "give another with --name");
    }

    private static string Title(Invitation invitation)
        => invitation.Code.Equals(RoomCode.Classic) ? $"{invitation.Host}, classic code" : invitation.Host;

    private bool UsesColor() => string.IsNullOrEmpty(Console.GetEnvironmentVariable("NO_COLOR"));

    private void Warn(Invitation invitation)
    {
        if (invitation.Code.Equals(RoomCode.Classic))
        {
            _run.Reporter.Note(
                "the classic code is published: whoever reaches this relay can find the room, and the relay can take part in guessing the password",
                "an invitation ('locket chat --host' without --classic-code) is better");
        }
    }

    private SecurityDesk OpenSecurity()
    {
        TextWriter? log = _request.Log switch
        {
            null => null,
            "-" when IsScreen && Console.IsErrorTerminal => throw CommandException.Usage(
                "--log - would write over the conversation", "name a file, or send the error output elsewhere with 2>FILE"),
            "-" => new ForwardingWriter(Console.Error),
            var file => new StreamWriter(OpenLog(Console.FullPath(file)), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" },
        };
        AlertProgram? alert = _request.AlertProgram is { } program
            ? new AlertProgram(
                ProgramPath.Find(program, Console),
                AlertProgram.DefaultLimit,
                problem => _room?.Tell(new TroubleNews("alert-failed", problem)),
                [.. _request.Password.EnvironmentVariables, .. _request.KeepPassword.EnvironmentVariables, .. _request.Token.EnvironmentVariables])
            : null;
        return new SecurityDesk(log, alert, new ChatMetrics(), problem => _room?.Tell(new TroubleNews("log-failed", problem)));
    }

    /// <summary>Without a buffer: what could not be written is not tried again behind what was.</summary>
    private static FileStream OpenLog(string path)
        => new(path, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 });

    private async Task<RelayHost> StartHostAsync(string? token, ServedRooms served, CancellationToken cancellationToken)
    {
        RelayHostOptions options = new()
        {
            Listen = _request.Listen,
            Relay = new RelayOptions
            {
                Token = token is null ? null : new RelayToken(token),
                Rooms = served,
                Store = new RoomStoreOptions { MaxBytes = MostRelayBytes },
            },
        };
        try
        {
            return await RelayHost.StartAsync(options, TellRelayEvent, time: Console.Time, cancellationToken: cancellationToken);
        }
        catch (IOException failure)
        {
            throw new CommandException(
                ExitCode.Failure,
                $"cannot listen on {_request.Listen}: {failure.GetBaseException().Message}",
                "another program may use it: choose another with --listen ADDRESS:PORT; port 0 is any that is free");
        }
    }

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
        using Password password = await _passwords.ReadAsync(_request.KeepPassword, $"password of the folder {path}: ", isNew, cancellationToken);
        try
        {
            return RoomFolder.Open(full, password);
        }
        catch (RoomFolderException failure)
        {
            throw ChatErrors.Explain(failure, path);
        }
    }

    private void Invite(Invitation invitation, IChatFace face, bool isScreen)
    {
        string text = invitation.ToText();
        if (isScreen)
        {
            // It stays readable above the prompt when the screen is given back.
            Console.OutputText.WriteLine(text);
        }

        face.ShowInvitation(new ChatEventJson { Event = "invitation", Time = Console.Time.GetUtcNow(), Invitation = text });
    }

    private static IScreenTerminal OpenTerminal() => OperatingSystem.IsWindows() ? new WindowsScreenTerminal() : new UnixScreenTerminal();
}
