using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Entries;
using Locket.Rooms.Ratchet;
using Locket.Secrets;

namespace Locket.Rooms.Pairing;

/// <summary>Where a room meets newcomers (docs/protocol.md, "Pairing"): entries and the time in, bodies and events out.</summary>
/// <remarks>
/// <code>
///  hello  -->  waits  -->  start ...............  waits  -->  checked  -->  confirm: paired | refuse: an attempt     (A)
///  start  -->  waits  -->  answer: open attempt  ...........................  confirm: paired | 30 s: an attempt     (B)
/// </code>
/// The order of use after each call: take bodies and events; keep <see cref="Save"/> or at least <see cref="SaveAttempts"/>; only then send
/// the bodies. Otherwise who crashes this program gets more tries at the password than it knows of. Not safe for several threads at once.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class PairingDesk : IDisposable
{
    private readonly PairingOutput _output;
    private readonly PairingState _state;
    private readonly PairingWork _work;
    private readonly PairingSchedule _schedule;
    private readonly DeskIntake _intake;
    private readonly InitiatorRole _initiator;
    private readonly ResponderRole _responder;
    private DateTimeOffset _now;

    private PairingDesk(PairingContext context, PairingState state, PairingOutput output, DateTimeOffset now)
    {
        _state = state;
        _output = output;
        _now = now;
        _work = new PairingWork
        {
            Context = context,
            State = state,
            Output = output,
            Limiter = new GuessLimiter(state.Attempts, output),
        };
        _initiator = new InitiatorRole(_work);
        _responder = new ResponderRole(_work);
        _schedule = new PairingSchedule(_work, _initiator, _responder);
        _intake = new DeskIntake(_work, _schedule);
    }

    /// <summary>
    /// Gets a value indicating whether nothing is started or answered and no answer is checked until <see cref="Unlock"/>.
    /// </summary>
    public bool IsLocked => _state.Attempts.IsLocked;

    /// <summary>Gets a value indicating whether somebody who was there before us is being paired with right now.</summary>
    /// <remarks>What was refused, and what waits for that, is none of it.</remarks>
    public bool IsMeeting => !IsLocked
        && (_state.AnsweredRuns.Any(run => run.IsHopeful(_now)) || (_state.Starts.Count > 0 && !_state.IsHeldUp(_now)));

    /// <summary>Gets a value indicating whether the log was read to its end.</summary>
    public bool IsCaughtUp => _schedule.IsCaughtUp;

    /// <summary>Gets how many attempts are counted, 0 to 3.</summary>
    public int Attempts => _state.Attempts.Count;

    /// <summary>Gets when <see cref="Tick"/> has something to do; null: not before something else happens.</summary>
    public DateTimeOffset? NextDue => _schedule.NextDue(_now);

    /// <summary>Opens a desk and says hello.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="savedAttempts">
    /// What <see cref="SaveAttempts"/> gave, or empty where there was none. Bytes that it never gives count as three attempts: locked.
    /// </param>
    /// <param name="now">The time.</param>
    public static PairingDesk Create(PairingContext context, ReadOnlySpan<byte> savedAttempts, DateTimeOffset now)
    {
        now = RatchetState.ToMilliseconds(now);
        AttemptLedger? attempts = new();
        if (!savedAttempts.IsEmpty && !AttemptLedger.TryRestore(savedAttempts, now, out attempts))
        {
            attempts = AttemptLedger.CreateLocked(now);
        }

        PairingOutput output = new();
        OwnHello hello = new() { Nonce = Nonce.Draw(context.Random), SaidAt = now };
        PairingSchedule.SayHello(context, output, hello.Nonce, MemberId.Everyone);
        return new PairingDesk(context, new PairingState { Hello = hello, Attempts = attempts }, output, now);
    }

    /// <summary>Goes on from a saved desk. It has to catch up with the log before it starts or answers anything.</summary>
    /// <returns>False for bytes that no desk has, and for another version's.</returns>
    public static bool TryRestore(
        ReadOnlySpan<byte> saved, PairingContext context, DateTimeOffset now, [NotNullWhen(true)] out PairingDesk? desk)
    {
        now = RatchetState.ToMilliseconds(now);
        desk = SavedDesk.TryRead(saved, context, now, out PairingState? state)
            ? new PairingDesk(context, state, new PairingOutput(), now)
            : null;
        return desk is not null;
    }

    /// <summary>Copies the whole desk, to be sealed.</summary>
    /// <exception cref="InvalidOperationException">Bodies or events have not been taken; they are not part of what is saved.</exception>
    public SecretBytes Save() => _output.Bodies.Count == 0 && _output.Events.Count == 0
        ? SavedDesk.Write(_state)
        : throw new InvalidOperationException("take the bodies and events first");

    /// <summary>Copies the guess counter, which holds no secret.</summary>
    public byte[] SaveAttempts() => _state.Attempts.Save();

    /// <summary>Adds attempts that are counted elsewhere, each once; like those of <see cref="Create"/>.</summary>
    public void AddAttempts(ReadOnlySpan<byte> savedAttempts, DateTimeOffset now)
    {
        Begin(now);
        if (!savedAttempts.IsEmpty)
        {
            _work.Limiter.Merge(
                AttemptLedger.TryRestore(savedAttempts, _now, out AttemptLedger? other) ? other : AttemptLedger.CreateLocked(_now));
        }

        _schedule.Advance(_now);
    }

    /// <summary>Takes a hello from the log, one's own too: it shows whose is earlier. Those to others are ignored.</summary>
    public void TakeHello(in HelloBody hello, long seq, DateTimeOffset now)
    {
        Begin(now);
        if (hello.To == MemberId.Everyone || hello.To == _work.Self)
        {
            _intake.Take(hello, seq, _now);
        }

        _schedule.Advance(_now);
    }

    /// <summary>Takes a start from the log, one's own too; those between others are ignored.</summary>
    public void TakeStart(in StartBody start, long seq, DateTimeOffset now)
    {
        Begin(now);
        if (start.From == _work.Self)
        {
            _intake.MarkOwn(start);
        }
        else if (start.To == _work.Self)
        {
            _intake.Take(start, seq);
        }

        _schedule.Advance(_now);
    }

    /// <summary>Takes an answer from the log; those to others are ignored.</summary>
    public void TakeAnswer(in AnswerBody answer, long seq, DateTimeOffset now)
    {
        Begin(now);
        if (answer.To == _work.Self)
        {
            _initiator.Take(answer, seq);
        }

        _schedule.Advance(_now);
    }

    /// <summary>Takes a confirm from the log; those to others are ignored.</summary>
    public void TakeConfirm(in ConfirmBody confirm, long seq, DateTimeOffset now)
    {
        Begin(now);
        if (confirm.To == _work.Self)
        {
            _responder.Take(confirm, seq, _now);
        }

        _schedule.Advance(_now);
    }

    /// <summary>Takes a refuse from the log; those to others are ignored.</summary>
    public void TakeRefuse(in RefuseBody refuse, long seq, DateTimeOffset now)
    {
        Begin(now);
        if (refuse.To == _work.Self)
        {
            _responder.Take(refuse, seq, _now);
        }

        _schedule.Advance(_now);
    }

    /// <summary>Takes attempts that a paired member told of (kind 4), of any number.</summary>
    public void TakeAttempts(ReadOnlySpan<AttemptId> attemptIds, DateTimeOffset now)
    {
        Begin(now);
        _work.Limiter.CountTold(attemptIds, _now);
        _schedule.Advance(_now);
    }

    /// <summary>The log has been read to its end.</summary>
    /// <param name="isLogNew">Whether the log began anew, so that entries of runs under way may be lost.</param>
    /// <param name="now">The time.</param>
    public void CaughtUp(bool isLogNew, DateTimeOffset now)
    {
        Begin(now);
        if (!_schedule.IsCaughtUp && _state.Hello.EarlierSeenAt is not null)
        {
            // Whoever was there first has not had the time to start.
            _state.Hello.EarlierSeenAt = _now;
        }

        _schedule.IsCaughtUp = true;
        if (isLogNew && !_state.HasPaired && _state.Runs.Count > 0 && _state.Hello.Repeats < PairingLimits.MaxRepeats && !IsLocked)
        {
            _schedule.Repeat(_now);
        }

        _schedule.Advance(_now);
    }

    /// <summary>Notes that somebody sent a message: what such a member says of a password is worth more.</summary>
    public void NoteTalker(MemberId member)
    {
        if (_state.Talkers.Count == 0 || _state.Talkers[^1] != member)
        {
            _state.Talkers.Remove(member);
            _state.Talkers.RemoveRange(0, Math.Max(0, _state.Talkers.Count + 1 - PairingLimits.MaxPaired));
            _state.Talkers.Add(member);
        }
    }

    /// <summary>Says hello again where all runs failed, with another password perhaps: members start one run for each hello.</summary>
    public void GreetAgain(DateTimeOffset now)
    {
        Begin(now);
        if (!_state.HasPaired && _state.Hello.GotStart && !IsLocked && !_state.Runs.Exists(IsUnderWay))
        {
            _schedule.Repeat(_now);
        }
    }

    /// <summary>Does what is due.</summary>
    public void Tick(DateTimeOffset now)
    {
        Begin(now);
        _schedule.Advance(_now);
    }

    /// <summary>The user agrees to go on after too many attempts: all are forgotten.</summary>
    public void Unlock(DateTimeOffset now)
    {
        Begin(now);
        _work.Limiter.Unlock();
        _schedule.Advance(_now);
    }

    /// <summary>The user wants to pair again with this member. A session that there is stays until the new one stands.</summary>
    /// <remarks>
    /// Takes up what waits for this consent. Where nothing does, says hello to this member alone, so that its user is asked. What was under
    /// way before is over: nobody can bring a session of an earlier run back.
    /// </remarks>
    public void AllowPairAgain(MemberId member, DateTimeOffset now)
    {
        Begin(now);
        bool isAsked = _state.Consents.Exists(consent => consent.Member == member);
        _state.ForgetRuns(member);
        if (_work.IsPaired(member) && !_state.Agreed.Contains(member))
        {
            _state.Agreed.Add(member);
        }

        if (!isAsked && member != _work.Self)
        {
            _schedule.Ask(member);
        }

        _schedule.Advance(_now);
    }

    /// <summary>Takes the next body to append to the log, in order.</summary>
    public bool TryTakeBody([NotNullWhen(true)] out byte[]? body) => _output.Bodies.TryDequeue(out body);

    /// <summary>Takes the next event.</summary>
    public bool TryTakeEvent([NotNullWhen(true)] out PairingEvent? pairingEvent) => _output.Events.TryDequeue(out pairingEvent);

    /// <summary>Destroys all secrets, those of sessions that were not taken too.</summary>
    public void Dispose()
    {
        _state.Dispose();
        _output.Clear();
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(PairingDesk);

    private bool IsUnderWay(PairingRun run) => run is ResponderRun answered ? answered.IsHopeful(_now) : run.HoldsPlace(_now);

    /// <summary>Cuts the time to what is saved of it; a clock that goes back counts as no time.</summary>
    private void Begin(DateTimeOffset now)
    {
        DateTimeOffset cut = RatchetState.ToMilliseconds(now);
        _now = cut > _now ? cut : _now;
    }
}
