using Locket.Rooms.Entries;

namespace Locket.Rooms.Pairing;

/// <summary>What is to be done now, and when something is to be done next. All of it follows from the state and the time.</summary>
internal sealed class PairingSchedule
{
    private readonly PairingWork _work;
    private readonly InitiatorRole _initiator;
    private readonly ResponderRole _responder;

    public PairingSchedule(PairingWork work, InitiatorRole initiator, ResponderRole responder)
    {
        _work = work;
        _initiator = initiator;
        _responder = responder;
    }

    /// <summary>Gets or sets a value indicating whether the log was read to its end, before which nothing is started or answered.</summary>
    public bool IsCaughtUp { get; set; }

    private PairingState State => _work.State;

    /// <summary>Says hello, to everyone or to one member.</summary>
    public static void SayHello(PairingContext context, PairingOutput output, Nonce nonce, MemberId to)
    {
        HelloBody hello = new()
        {
            From = context.Identity.Id,
            To = to,
            Version = RoomVersion.Current,
            Suite = RoomVersion.Encode(context.Keys.Suite),
            IdentityKey = context.Identity.PublicKey,
            Nonce = nonce.ToBytes(),
        };
        output.Bodies.Enqueue(hello.Write());
    }

    /// <summary>Does all that is due.</summary>
    public void Advance(DateTimeOffset now)
    {
        // 1. Attempts that nothing followed.
        _work.Limiter.CountOverdue(now);

        // 2. Whoever has no session any more needs no consent.
        TakeUpConsents(now);

        // 3. A hello that nobody started for.
        if (RepeatDue(now) is { } due && due <= now)
        {
            Repeat(now);
        }

        // 4. What waits: first what others wait for the longest.
        CheckAnswers(now);
        AnswerStarts(now);
        StartRuns(now);
    }

    /// <summary>Says hello to one member alone, which it may start a run for.</summary>
    public void Ask(MemberId member)
    {
        var nonce = Nonce.Draw(_work.Context.Random);
        State.Asked.Add(member, nonce);
        SayHello(_work.Context, _work.Output, nonce, member);
    }

    /// <summary>Says hello again, counted among the repeats. Hellos that waited are earlier now: whoever sent them starts.</summary>
    public void Repeat(DateTimeOffset now)
    {
        bool hasEarlier = State.Hello.EarlierSeenAt is not null || State.Hellos.Count > 0;
        State.Hellos.RemoveAll(hello => !hello.IsToUs);
        State.Hello = new OwnHello
        {
            Nonce = Nonce.Draw(_work.Context.Random),
            SaidAt = now,
            Repeats = Math.Min(State.Hello.Repeats + 1, PairingLimits.MaxRepeats),
            EarlierSeenAt = hasEarlier ? now : null,
        };
        State.ForgetRefusals();
        SayHello(_work.Context, _work.Output, State.Hello.Nonce, MemberId.Everyone);
    }

    /// <summary>Takes a valid hello of a member without a session: we start, or wait for its start.</summary>
    public void Place(WaitingHello hello, DateTimeOffset now)
    {
        if (!hello.IsToUs && (State.Hello.Seq is not { } own || own > hello.Seq))
        {
            State.TakenHellos.Add((hello.Member, hello.Nonce));
            State.Hello.EarlierSeenAt ??= now;
            return;
        }

        int same = State.Hellos.FindIndex(waiting => waiting.Member == hello.Member);
        if (same >= 0)
        {
            State.Hellos[same] = hello;
        }
        else
        {
            DropOldestHello();
            State.Hellos.Add(hello);
        }
    }

    /// <summary>Takes a valid start of a member without a session.</summary>
    public void Place(WaitingStart start)
    {
        if (State.Starts.Count < PairingLimits.MaxWaitingStarts)
        {
            State.Starts.Add(start);
            return;
        }

        _work.Output.Drop(PairingRefusal.Flood, start.Member, start.Seq);
    }

    /// <summary>Returns the earliest time after now at which <see cref="Advance"/> does something that it does not do now.</summary>
    public DateTimeOffset? NextDue(DateTimeOffset now)
    {
        List<DateTimeOffset> times = [.. State.Attempts.Open.Select(attempt => attempt.Since + PairingLimits.RunTime)];
        if (RepeatDue(now) is { } repeat)
        {
            times.Add(repeat);
        }

        bool hasHellos = IsCaughtUp && State.Hellos.Count > 0;
        bool hasStarts = IsCaughtUp && State.Starts.Count > 0;
        if (!State.Attempts.IsLocked && (hasHellos || hasStarts || State.StartedRuns.Any(run => run.Answer is not null)))
        {
            // Whatever holds it up, it is one of these.
            times.Add(State.Attempts.WaitsUntil);
            times.Add(State.WindowSince + PairingLimits.HelloWindow);
            times.AddRange(State.Runs.Select(run => run.Since + PairingLimits.RunTime));
            times.AddRange(State.AnsweredRuns.Where(run => run.IsRefused).Select(run => run.Since + PairingLimits.RefusedTime));
        }

        return times.Where(time => time > now).Select(time => (DateTimeOffset?)time).Min();
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(PairingSchedule);

    /// <summary>Makes place for one more. The oldest goes: a flood that is over costs those who come after it nothing.</summary>
    private void DropOldestHello()
    {
        if (State.Hellos.Count == PairingLimits.MaxWaitingHellos)
        {
            WaitingHello oldest = State.Hellos[0];
            State.Hellos.RemoveAt(0);
            _work.Output.Drop(PairingRefusal.Flood, oldest.Member, oldest.Seq);
        }
    }

    private void TakeUpConsents(DateTimeOffset now)
    {
        State.Agreed.RemoveAll(member => !_work.IsPaired(member));
        foreach (Consent consent in State.Consents.FindAll(consent => !_work.NeedsConsent(consent.Member)))
        {
            State.Consents.Remove(consent);
            if (consent.Hello is { } hello)
            {
                Place(hello, now);
            }

            if (consent.Start is { } start)
            {
                Place(start);
            }
        }
    }

    /// <summary>When hello is to be said again; null where it is not.</summary>
    private DateTimeOffset? RepeatDue(DateTimeOffset now)
    {
        OwnHello hello = State.Hello;
        if (!IsCaughtUp
            || State.HasPaired
            || hello.GotStart
            || hello.EarlierSeenAt is not { } seenAt
            || hello.Repeats >= PairingLimits.MaxRepeats
            || State.Attempts.IsLocked)
        {
            return null;
        }

        // Not into a run under way: its end may make it needless.
        DateTimeOffset due = (hello.Repeats == 0 ? seenAt : hello.SaidAt) + PairingLimits.RepeatAfter(hello.Repeats);
        foreach (PairingRun run in State.Runs.Where(run => run.HoldsPlace(now)))
        {
            DateTimeOffset end = run.Since + PairingLimits.RunTime;
            due = end > due ? end : due;
        }

        return due;
    }

    private void CheckAnswers(DateTimeOffset now)
    {
        while (_work.Limiter.MayTry(now) && State.StartedRuns.FirstOrDefault(run => run.Answer is not null) is { Answer: { } answer } run)
        {
            if (_work.IsFullFor(run.PeerId))
            {
                _work.Output.Drop(PairingRefusal.RoomFull, run.PeerId, seq: 0);
                State.Remove(run);
                continue;
            }

            _initiator.Check(run, answer, now);
        }
    }

    private void AnswerStarts(DateTimeOffset now)
    {
        State.Starts.RemoveAll(DropIfStale);
        while (IsCaughtUp && _work.Limiter.MayTry(now) && HasPlaceToAnswer(now))
        {
            // A run of ours that is earlier in the log goes before: its start counts for both.
            WaitingStart? start = State.Starts
                .Where(start => !State.StartedRuns.Any(run => run.PeerId == start.Member && run.IsInLog && run.HoldsPlace(now)))
                .OrderByDescending(start => State.Talkers.Contains(start.Member))
                .FirstOrDefault();
            if (start is null || !State.TryMakeRoom(now))
            {
                return;
            }

            State.Starts.Remove(start);
            if (_work.IsFullFor(start.Member))
            {
                _work.Output.Drop(PairingRefusal.RoomFull, start.Member, start.Seq);
            }
            else
            {
                _responder.Answer(start, now);
            }
        }
    }

    private bool DropIfStale(WaitingStart start)
    {
        bool isStale = !State.IsOwnNonce(start.Member, start.Session.Span);
        if (isStale)
        {
            _work.Output.Drop(PairingRefusal.NoRun, start.Member, start.Seq);
        }

        return isStale;
    }

    private bool HasPlaceToAnswer(DateTimeOffset now) => State.HasPaired
        ? State.AnsweredRuns.Count(run => run.HoldsPlace(now)) < PairingLimits.MaxAnswered
        : !State.AnsweredRuns.Any(run => run.HoldsUp(now));

    private void StartRuns(DateTimeOffset now)
    {
        if (now - State.WindowSince >= PairingLimits.HelloWindow)
        {
            State.WindowSince = now;
            State.HellosInWindow = 0;
        }

        while (IsCaughtUp && _work.Limiter.MayWork(now) && State.HellosInWindow < PairingLimits.MaxHellosInWindow)
        {
            // The newest first, so that nobody waits behind a flood. Whoever we answered, or shall, is under way with us.
            WaitingHello? hello = State.Hellos.FindLast(hello => !State.Starts.Exists(start => start.Member == hello.Member)
                && !State.AnsweredRuns.Any(run => run.PeerId == hello.Member && run.HoldsPlace(now)));
            if (hello is null || !State.TryMakeRoom(now))
            {
                return;
            }

            State.Hellos.Remove(hello);
            State.HellosInWindow++;
            if (_work.IsFullFor(hello.Member))
            {
                _work.Output.Drop(PairingRefusal.RoomFull, hello.Member, hello.Seq);
            }
            else
            {
                _initiator.Start(hello, now);
            }
        }
    }
}
