using System.Globalization;
using Locket.Cli.Chat.Faces;
using Locket.Cli.Chat.Model;
using Locket.Cli.Chat.Rooms;
using Locket.Cli.Errors;
using Locket.Cli.Json;
using Locket.Client;
using Locket.Rooms;

namespace Locket.Cli.Chat.Talk;

/// <summary>One conversation in one room: what is typed goes out, what comes is shown, until one of both ends.</summary>
#pragma warning disable CA1001 // what it owns lives as long as RunAsync, which disposes of it
internal sealed class ChatTalk
#pragma warning restore CA1001
{
    /// <summary>How long the relay may take to confirm what was sent when the conversation ends.</summary>
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(20);

    /// <summary>How long another room may take to be reached before one goes back, and a relay to serve the room that one wants.</summary>
    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(30);

    /// <summary>Those who are there are paired within this; whoever waits longer is told so.</summary>
    private static readonly TimeSpan UsualPairing = TimeSpan.FromSeconds(2);

    /// <summary>How often the end looks whether the last news has come.</summary>
    private const int MostLastLooks = 100;

    private static readonly TimeSpan LastLookPause = TimeSpan.FromMilliseconds(20);

    /// <summary>How long after somebody's refusal another member may show that the password is right.</summary>
    private static readonly TimeSpan OthersMayAnswer = TimeSpan.FromSeconds(3);

    private readonly IChatRoom _room;
    private readonly IChatFace _face;
    private readonly ChatSetup _setup;
    private readonly NameBook _names;
    private readonly ChatEvents _events;
    private readonly SlashCommands _commands;
    private readonly ChatLoop _loop = new();
    private readonly Unconfirmed _unconfirmed = new();
    private readonly LaterWork _later;
    private readonly TalkWatch _watch;
    private long _told;
    private bool _isInputOver;
    private bool _hasArrived;
    private bool _isServed = true;
    private bool _saysWaiting;
    private ChatEnd? _asked;
    private ChatEnd? _endAfterInput;
    private ChatEnd? _end;
    private CancellationTokenSource? _goodbye;

    public ChatTalk(IChatRoom room, IChatFace face, ChatSetup setup)
    {
        _room = room;
        _face = face;
        _setup = setup;
        _names = new NameBook(setup.Name);
        bool IsHere(Invitation other) => RelayPlace.IsSame(setup.Invitation, room.LearnedPin, other);
        _events = new ChatEvents(_names, setup.Console.Time, IsHere, face.IsForPrograms);
        _commands = new SlashCommands(room, face, setup, _names, _events);
        _later = new LaterWork(_loop, setup.Console.Time);
        _watch = new TalkWatch(room, setup, _names, Own, _later, GiveUp);
    }

    /// <summary>Whether the relay has everything that was sent.</summary>
    public bool IsConfirmed { get; private set; } = true;

    /// <summary>Why the relay refuses, after <see cref="ChatEnd.Refused"/>.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Why it could not come about, after <see cref="ChatEnd.GaveUp"/>.</summary>
    public CommandException? Problem { get; private set; }

    /// <summary>One's own texts that the relay does not have.</summary>
    public Backlog Own { get; } = new();

    /// <summary>Texts that were sealed for nobody, in their order.</summary>
    public IReadOnlyList<string> Unsent => Own.Unsent;

    /// <summary>Why the room ended by itself, after <see cref="ChatEnd.Failed"/>.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Where to go, after <see cref="ChatEnd.Moved"/>.</summary>
    public MoveTarget? Target => _commands.Target;

    /// <summary>Talks until the end.</summary>
    /// <param name="unsent">Texts to send first.</param>
    /// <param name="cancellationToken">Ends at once, but for a goodbye.</param>
    public async Task<ChatEnd> RunAsync(IReadOnlyList<string> unsent, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task news = PumpAsync(stop.Token);
        Task input = Task.CompletedTask;
        await using ITimer arrival = _setup.Console.Time.CreateTimer(
            _ => _loop.TryPost(GiveUpAsync), null, ArrivalLimit, Timeout.InfiniteTimeSpan);
        try
        {
            await ShowPeopleAsync();
            ShowHistory();
            if (_setup.ShowsInvitation)
            {
                _face.ShowInvitation(_events.New("invitation") with { Invitation = _setup.Invitation.ToText() });
            }

            _watch.BeginWaiting(isInputOver: false);
            foreach (string text in unsent)
            {
                await SendAsync(text);
            }

            _face.Refresh();
            input = ReadInputAsync(stop.Token);
            await _loop.RunAsync(() => _end is not null, AfterBurstAsync, stop.Token);
            await EndAsync(cancellationToken);
            return _end ?? ChatEnd.Quit;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await EndAsync(CancellationToken.None);
            throw;
        }
        finally
        {
            _loop.End();
            _later.Stop();
            await stop.CancelAsync();
            await Task.WhenAll(news, input).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _commands.Dispose();
        }
    }

    private async Task ReadInputAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _face.ReadAsync(_loop, TakeLineAsync, () => Own.Room, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            await _loop.PostAsync(
                () =>
                {
                    _face.Complain(ErrorTable.Explain(failure).Message);
                    EndInput();
                    return Task.CompletedTask;
                },
                cancellationToken);
        }
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (ChatNews news in _room.News.ReadAllAsync(cancellationToken))
            {
                await _loop.PostAsync(() => TakeNewsAsync(news), cancellationToken);
            }
        }
#pragma warning disable CA1031 // whatever it is: a conversation that only looks alive is worse than its end
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await _loop.PostAsync(
                () =>
                {
                    Fail(failure);
                    return Task.CompletedTask;
                },
                cancellationToken);
        }
    }

    private void Fail(Exception failure)
    {
        Failure ??= failure;
        _end = ChatEnd.Failed;
    }

    private async Task TakeNewsAsync(ChatNews news)
    {
        _names.Note(_room.Members);
        Own.Note(news);
        if (_events.From(news) is { } shown)
        {
            if (news is not RelayNews)
            {
                // Those came to it from the relay itself, which waits for no screen.
                _setup.Security.Take(shown);
            }

            if (_watch.Complete(news, shown) is { } complete)
            {
                _face.Show(complete);
            }
        }

        if (news is RoomNews { Event: var found })
        {
            if (found is EntryStored)
            {
                // As long as something is confirmed, the rest is worth waiting for.
                _goodbye?.CancelAfter(GoodbyeLimit);
            }

            _commands.Note(found);
            _unconfirmed.Note(found);
            _watch.Note(found);
            if (found is MoveOffered offer && Invitation.TryParse(offer.Invitation, out Invitation? offered, out _))
            {
                _setup.TakeOffer?.Invoke(offered);
            }

            EndWithInput();
        }

        if (news is RoomNews { Event: LogBegunAnew })
        {
            BeginAnew();
        }

        switch (news)
        {
            case RoomNews { Event: RefusedByPeer } when !_setup.IsHost && !_watch.HasPaired:
                EndByRefusal();
                break;
            case LinkNews { State: LinkState.Connected }:
                _hasArrived = true;
                EndWithInput();
                break;
            case LinkNews { State: LinkState.Lost } link:
                Refusal = link.Detail;
                _isServed = link.IsServed;
                break;
            case LinkNews { State: LinkState.Refused } link:
                Refusal = link.Detail;
                _end = ChatEnd.Refused;
                break;
            default:
                break;
        }

        await ShowPeopleAsync();
    }

    /// <summary>
    /// Anybody can say it, in any name. So what may still come is waited for: the proof that the password is right, and other members' answers.
    /// </summary>
    private void EndByRefusal() => _later.Do(OthersMayAnswer, () =>
    {
        if (_end is not null || _watch.HasPaired)
        {
            return;
        }

        if (_room.IsMeeting)
        {
            EndByRefusal();
        }
        else
        {
            _end = ChatEnd.WrongPassword;
        }
    });

    private Task GiveUpAsync()
    {
        if (!_hasArrived && (_setup.IsMoved || !_isServed))
        {
            Refusal ??= "nobody answers there";
            _end ??= ChatEnd.Refused;
        }

        return Task.CompletedTask;
    }

    /// <summary>The numbers of the log begin anew, and what only the relay had is gone.</summary>
    private void BeginAnew()
    {
        _told = 0;
        _face.ForgetSeen();
        IReadOnlyList<long> lost = _unconfirmed.Take();
        if (lost.Count > 0)
        {
            _face.Show(_events.New("perhaps-lost") with { Count = lost.Count, Locals = lost });
        }
    }

    private void GiveUp(CommandException problem)
    {
        if (_end is null)
        {
            Problem = problem;
            _end = ChatEnd.GaveUp;
        }
    }

    private async Task<LineOutcome> TakeLineAsync(string? line)
    {
        if (_end is not null)
        {
            return LineOutcome.Over;
        }

        if (_isInputOver)
        {
            // Behind the end of the input there is nothing.
            return LineOutcome.Taken;
        }

        if (line is null)
        {
            EndInput();
            return LineOutcome.Taken;
        }

        ChatLine parsed = ChatLine.Parse(line);
        if (parsed.IsEmpty)
        {
            return LineOutcome.Taken;
        }

        try
        {
            if (parsed.Command is { } command)
            {
                EndBy(await _commands.RunAsync(command, parsed.Rest));
            }
            else
            {
                await SendAsync(parsed.Rest);
            }
        }
        catch (RoomException full) when (full.Failure == RoomFailure.TooManyTexts)
        {
            Own.Refuse();
            return LineOutcome.NoRoom;
        }
        catch (Exception failure) when (failure is CommandException or InvalidOperationException or ArgumentException or IOException
            or UnauthorizedAccessException or LocketException)
        {
            _face.Complain(ErrorTable.Explain(failure).Message);
        }

        return LineOutcome.Taken;
    }

    /// <summary>What nobody got is not thrown away without a word: a script waits until it is sent, and a person is asked.</summary>
    private void EndBy(ChatEnd? wanted)
    {
        int held = Own.Waiting.Count + (_watch.Link.IsConnected ? 0 : Own.Unconfirmed.Count);
        bool isLost = held > 0 && (wanted == ChatEnd.Left || (wanted == ChatEnd.Quit && !_setup.IsKept));
        if (!isLost || (_setup.AsksPerson && _asked == wanted))
        {
            _end = wanted ?? _end;
        }
        else if (_setup.AsksPerson)
        {
            _face.Complain(string.Create(
                CultureInfo.InvariantCulture,
                $"{held} {(held == 1 ? "message was" : "messages were")} not sent yet; "
                    + $"say it again to end without {(held == 1 ? "it" : "them")}"));
        }
        else
        {
            _endAfterInput = wanted;
            EndInput();
        }

        _asked = wanted;
    }

    private void EndInput()
    {
        _isInputOver = true;
        EndWithInput();
        _watch.BeginWaiting(isInputOver: true);
    }

    /// <summary>At the end of a script's input, what waits for somebody to come is waited for, too.</summary>
    private void EndWithInput()
    {
        if (!_isInputOver)
        {
            return;
        }

        if (Own.Waiting.Count == 0)
        {
            _end ??= _endAfterInput ?? ChatEnd.Quit;
        }
        else if (_watch.Link.IsConnected && !_saysWaiting)
        {
            _saysWaiting = true;
            _later.Do(UsualPairing, () =>
            {
                if (_end is null && Own.Waiting.Count > 0 && !_watch.HasPaired)
                {
                    _face.Say(["the input is over; waiting for somebody to send it to"]);
                }
            });
        }
    }

    private async Task SendAsync(string text)
    {
        long local = await _room.SendTextAsync(text);
        Own.Add(local, text);
        _asked = null;
        _face.ShowOwn(_events.New("own") with { Local = local, Text = text, Name = _setup.Name, Member = _room.Id.ToHex() });
    }

    private void ShowHistory()
    {
        int received = _room.History.Count(item => item.Kind == HistoryKind.TextReceived);
        foreach (HistoryItem item in _room.History)
        {
            bool isOwn = item.From == _room.Id;
            bool isUnseen = item.Kind == HistoryKind.TextReceived && received-- <= _room.UnseenCount;
            _face.Show(_events.New("history") with
            {
                Time = item.Time,
                Member = item.From.ToHex(),
                Name = isOwn ? _setup.Name : _names.Of(item.From),
                Text = item.Text,
                Seq = item.Seq > 0 ? item.Seq : null,
                Kind = item.Kind is HistoryKind.FileOffered or HistoryKind.FileSent ? "file" : null,
                Direction = isOwn ? "out" : "in",
                IsUnseen = isUnseen ? true : null,
            });
        }
    }

    private Task ShowPeopleAsync()
    {
        _names.Note(_room.Members);
        _face.ShowPeople(
        [
            .. _room.Members.Where(member => member.IsPaired).Select(member => new PersonHere(_names.Of(member.Id), member.IsAway)),
        ]);
        return Task.CompletedTask;
    }

    private async Task AfterBurstAsync()
    {
        _face.Refresh();
        if (_face.SeenSeq > _told)
        {
            _told = _face.SeenSeq;
            try
            {
                await _room.MarkReadAsync(_told);
            }
            catch (Exception failure) when (IsEndOfRoom(failure))
            {
                Fail(failure);
            }
        }
    }

    /// <summary>Nothing that was typed stays behind while the relay can be reached.</summary>
    private async Task EndAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(GoodbyeLimit);
        _goodbye = limit;
        try
        {
            if (_end is ChatEnd.WrongPassword or ChatEnd.Refused or ChatEnd.Failed or ChatEnd.GaveUp
                || (_watch.Link.IsUnknownThere && !(_setup.IsKept && _end == ChatEnd.Left)))
            {
                // Nobody is there to say goodbye to.
                return;
            }

            Task goodbye = _setup.IsKept && _end != ChatEnd.Left ? _room.FlushAsync(limit.Token) : _room.LeaveAsync(limit.Token);
            await WhileShowingAsync(goodbye, limit.Token);
            Own.Confirm();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            IsConfirmed = false;
            _face.Complain("the relay did not confirm everything in time; what it has not confirmed may be lost");
        }
        catch (Exception failure) when (IsEndOfRoom(failure))
        {
            Fail(failure);
        }
        finally
        {
            _goodbye = null;
        }
    }

    /// <summary>What a room says of everything once it could not keep something.</summary>
    private static bool IsEndOfRoom(Exception failure)
        => failure is IOException or UnauthorizedAccessException or LocketException or ObjectDisposedException;

    /// <summary>Whether somebody is here and a text still seems to wait. Asked behind all work that is there now.</summary>
    private async Task<bool> IsBehindAsync(Task showing, CancellationToken cancellationToken)
    {
        bool isBehind = false;
        TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _loop.PostAsync(
            () =>
            {
                isBehind = Own.Waiting.Count > 0 && _watch.HasPaired;
                answer.TrySetResult();
                return Task.CompletedTask;
            },
            cancellationToken);
        await Task.WhenAny(answer.Task, showing);
        return isBehind;
    }

    /// <summary>What still comes, such as that the last message is stored, is still shown.</summary>
    private async Task WhileShowingAsync(Task goodbye, CancellationToken cancellationToken)
    {
        ChatEnd? end = _end;
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task showing = _loop.RunAsync(() => done.IsCancellationRequested, AfterBurstAsync, done.Token);
        try
        {
            await goodbye;
            // The last news is on its way through the pump, such as that a text was sealed for those who are here.
            for (int look = 0; look < MostLastLooks && await IsBehindAsync(showing, cancellationToken); look++)
            {
                await Task.Delay(LastLookPause, cancellationToken);
            }
        }
        finally
        {
            await done.CancelAsync();
            await showing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end = end;
        }
    }
}
