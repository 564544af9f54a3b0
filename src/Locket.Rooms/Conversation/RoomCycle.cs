namespace Locket.Rooms.Conversation;

/// <summary>What happens around every call: the time is set before it, and all that follows from it is done after it.</summary>
internal sealed class RoomCycle
{
    private readonly RoomWork _work;
    private readonly DeskLiaison _liaison;
    private readonly TextSender _texts;
    private readonly NoticeSchedule _notices;
    private readonly LogGaps _gaps;

    public RoomCycle(RoomWork work, DeskLiaison liaison, TextSender texts, NoticeSchedule notices, LogGaps gaps)
    {
        _work = work;
        _liaison = liaison;
        _texts = texts;
        _notices = notices;
        _gaps = gaps;
    }

    /// <summary>Gets when <see cref="Tick"/> has something to do; null: not before something else happens.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            if (_work.State.HasLeft)
            {
                return null;
            }

            DateTimeOffset? due = NoticeSchedule.Earlier(_notices.NextDue(), _work.Desk.NextDue);
            due = NoticeSchedule.Earlier(due, _work.State.Incidents.NextDue);
            due = NoticeSchedule.Earlier(due, _texts.GatheringEnd());
            return NoticeSchedule.Earlier(due, _gaps.NextDue) - _work.State.Ahead;
        }
    }

    /// <summary>Does one thing, and what follows from it.</summary>
    public void Do(DateTimeOffset now, Action act)
    {
        Begin(now);
        act();
        End();
    }

    public void Begin(DateTimeOffset now) => _work.State.TakeTime(now);

    /// <summary>Does what follows from what was taken, so that nothing waits inside for the next call.</summary>
    public void End()
    {
        if (!_work.State.HasLeft)
        {
            _liaison.Drain();
            _notices.UpdateAway();
            _texts.Flush();
            _notices.Hurry();
            _notices.UpdateAway();
            _notices.UpdateDue();
        }
    }

    /// <summary>Does what is due.</summary>
    public void Tick()
    {
        if (!_work.State.HasLeft)
        {
            _work.Desk.Tick(_work.Now);
            _work.State.Incidents.Tick(_work.Now);
            _gaps.Tick();
            _liaison.Drain();
            _texts.Flush();
            _notices.Tick();
        }
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(RoomCycle);
}
