namespace Locket.Rooms.Pairing;

/// <summary>Counts attempts and tells of it (docs/protocol.md, "Guess limiting").</summary>
internal sealed class GuessLimiter
{
    private readonly AttemptLedger _ledger;
    private readonly PairingOutput _output;

    public GuessLimiter(AttemptLedger ledger, PairingOutput output)
    {
        _ledger = ledger;
        _output = output;
    }

    /// <summary>Whether anything may be started, answered or checked.</summary>
    public bool MayWork(DateTimeOffset now) => !_ledger.IsLocked && now >= _ledger.WaitsUntil;

    /// <summary>Whether somebody may be given a try, by an answer or by checking one.</summary>
    public bool MayTry(DateTimeOffset now) => MayWork(now) && _ledger.HasRoom;

    /// <summary>Whether an attempt of this id is open or counted.</summary>
    public bool Holds(AttemptId id) => _ledger.Contains(id);

    /// <summary>Notes that an answer is sent: a try from now on, unless a proof follows.</summary>
    public void Begin(AttemptId id, MemberId member, DateTimeOffset now) => _ledger.Begin(new OpenAttempt(id, member, now));

    /// <summary>Counts one.</summary>
    public void Count(AttemptSide side, AttemptId id, MemberId? member, DateTimeOffset now)
    {
        bool wasLocked = _ledger.IsLocked;
        _ledger.Add(id, now);
        _output.Events.Enqueue(new PairingEvent.AttemptCounted(side, id, member, _ledger.Count));
        if (!wasLocked && _ledger.IsLocked)
        {
            _output.Events.Enqueue(new PairingEvent.Locked(_ledger.Count));
        }
    }

    /// <summary>Counts the open ones that nothing followed for too long.</summary>
    public void CountOverdue(DateTimeOffset now)
    {
        while (_ledger.TryTakeOverdue(now, out OpenAttempt attempt))
        {
            Count(AttemptSide.Silence, attempt.Id, attempt.Member, now);
        }
    }

    /// <summary>Counts what a paired member tells of, each once.</summary>
    public void CountTold(ReadOnlySpan<AttemptId> ids, DateTimeOffset now)
    {
        foreach (AttemptId id in ids)
        {
            if (!_ledger.Contains(id))
            {
                Count(AttemptSide.Told, id, member: null, now);
            }
        }
    }

    /// <summary>Adds what another process counted, or one before a copy of the state was put back.</summary>
    public void Merge(AttemptLedger other)
    {
        bool wasLocked = _ledger.IsLocked;
        _ledger.Merge(other);
        if (!wasLocked && _ledger.IsLocked)
        {
            _output.Events.Enqueue(new PairingEvent.Locked(_ledger.Count));
        }
    }

    /// <summary>Takes back what a proof shows to have been no guess.</summary>
    public void TakeBack(AttemptId id, MemberId member)
    {
        bool wasLocked = _ledger.IsLocked;
        if (!_ledger.TakeBack(id))
        {
            return;
        }

        _output.Events.Enqueue(new PairingEvent.AttemptGivenBack(member, _ledger.Count));
        if (wasLocked)
        {
            _output.Events.Enqueue(new PairingEvent.Unlocked());
        }
    }

    /// <summary>The user agrees to go on.</summary>
    public void Unlock()
    {
        bool wasLocked = _ledger.IsLocked;
        _ledger.Clear();
        if (wasLocked)
        {
            _output.Events.Enqueue(new PairingEvent.Unlocked());
        }
    }
}
