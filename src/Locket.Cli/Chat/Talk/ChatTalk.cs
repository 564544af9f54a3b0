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
    /// <summary>How long another room may take to be reached before one goes back, and a relay to serve the room that one wants.</summary>
    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(30);

    private readonly IChatRoom _room;
    private readonly IChatFace _face;
    private readonly ChatSetup _setup;
    private readonly NameBook _names;
    private readonly ChatEvents _events;
    private readonly SlashCommands _commands;
    private readonly ChatLoop _loop = new();
    private readonly LaterWork _later;
    private readonly TalkWatch _watch;
    private readonly Ending _ending;
    private readonly Goodbye _goodbye;
    private long _told;

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
        _ending = new Ending(room, face, setup, Own, _watch, _later);
        _goodbye = new Goodbye(room, face, setup, Own, _watch, _loop, _ending, _later);
    }

    /// <summary>Whether the relay has everything that was sent.</summary>
    public bool IsConfirmed => _goodbye.IsConfirmed;

    /// <summary>Why the relay refuses, after <see cref="ChatEnd.Refused"/>.</summary>
    public string? Refusal => _ending.Refusal;

    /// <summary>Why it could not come about, after <see cref="ChatEnd.GaveUp"/>.</summary>
    public CommandException? Problem => _ending.Problem;

    /// <summary>One's own texts that the relay does not have.</summary>
    public Backlog Own { get; } = new();

    /// <summary>Why the room ended by itself, after <see cref="ChatEnd.Failed"/>.</summary>
    public Exception? Failure => _ending.Failure;

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
        _later.Do(ArrivalLimit, _ending.EndUnlessArrived);
        try
        {
            ShowPeople();
            ShowHistory();
            if (_setup.ShowsInvitation)
            {
                _face.ShowInvitation(_events.New("invitation") with { Invitation = _setup.Invitation.ToText() });
            }

            _watch.BeginWaiting(isInputOver: false);
            foreach (string text in unsent)
            {
                await SendAsync(text, isAgain: true);
            }

            _face.Refresh();
            input = ReadInputAsync(stop.Token);
            await _loop.RunAsync(() => _ending.Kind is not null, AfterBurstAsync, stop.Token);
            await _goodbye.SayAsync(AfterBurstAsync, cancellationToken);
            return _ending.Kind ?? ChatEnd.Quit;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await _goodbye.SayAsync(AfterBurstAsync, CancellationToken.None);
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
                    _ending.EndInput();
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
                await _loop.PostAsync(() => TakeNews(news), cancellationToken);
            }
        }
#pragma warning disable CA1031 // whatever it is: a conversation that only looks alive is worse than its end
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await _loop.PostAsync(() => _ending.Fail(failure), cancellationToken);
        }
    }

    private void TakeNews(ChatNews news)
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
                _goodbye.Prolong();
            }

            _commands.Note(found);
            _watch.Note(found);
            if (found is MoveOffered offer && Invitation.TryParse(offer.Invitation, out Invitation? offered, out _))
            {
                _setup.TakeOffer?.Invoke(offered);
            }
        }

        if (news is RoomNews { Event: LogBegunAnew })
        {
            _told = 0;
            _face.ForgetSeen();
        }

        _ending.Note(news);
        ShowPeople();
    }

    // The watch is there before the ending, which asks it.
    private void GiveUp(CommandException problem) => _ending.GiveUp(problem);

    private async Task<LineOutcome> TakeLineAsync(string? line)
    {
        if (_ending.Kind is not null)
        {
            return LineOutcome.Over;
        }

        if (_ending.IsInputOver)
        {
            // Behind the end of the input there is nothing.
            return LineOutcome.Taken;
        }

        if (line is null)
        {
            _ending.EndInput();
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
                _ending.EndBy(await _commands.RunAsync(command, parsed.Rest));
            }
            else if (_setup.AsksPerson && _ending.IsPasswordInDoubt)
            {
                // It may well be the password.
                _face.Complain("that was not sent: wait until somebody is here, or until you are asked for the password again");
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

    /// <param name="text">What was typed.</param>
    /// <param name="isAgain">Whether it was shown before, in a conversation that did not come about.</param>
    private async Task SendAsync(string text, bool isAgain = false)
    {
        long local = await _room.SendTextAsync(text);
        Own.Add(local, text);
        _ending.Withdraw();
        _face.ShowOwn(_events.New("own") with
        {
            Local = local,
            Text = text,
            Name = _setup.Name,
            Member = _room.Id.ToHex(),
            Kind = isAgain ? "again" : null,
        });
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

    private void ShowPeople()
    {
        _names.Note(_room.Members);
        _face.ShowPeople(
        [
            .. _room.Members.Where(member => member.IsPaired).Select(member => new PersonHere(_names.Of(member.Id), member.IsAway)),
        ]);
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
            catch (Exception failure) when (Ending.IsOfRoom(failure))
            {
                _ending.Fail(failure);
            }
        }
    }
}
