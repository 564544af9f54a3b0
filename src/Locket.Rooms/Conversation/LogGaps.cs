using Locket.Rooms.Transcripts;

namespace Locket.Rooms.Conversation;

/// <summary>Tells entries that the relay left out from those that expired, or went with the log that was there before.</summary>
internal sealed class LogGaps
{
    private readonly RoomWork _work;

    public LogGaps(RoomWork work) => _work = work;

    /// <summary>Gets when a gap that nobody explained is shown; null where there is none.</summary>
    public DateTimeOffset? NextDue => Log.GapAfter == 0 ? null : Log.GapSince + TranscriptLimits.GapTolerance;

    private RoomLog Log => _work.State.Log;

    /// <summary>Takes the relay's word for what it holds.</summary>
    /// <returns>Whether the log is another one now.</returns>
    public bool CatchUp(long oldest, long head)
    {
        bool isNew = Log.Position > 0 && (head < Log.Position || oldest > (Log.GapAfter > 0 ? Log.GapAfter : Log.Position) + 1);
        if (isNew)
        {
            BeginAnew(oldest, head);
        }
        else if (Log.GapAfter > 0)
        {
            _work.Refuse(SecurityEventKind.LeftOut, member: null, Log.GapAfter + 1);
        }

        Log.ForgetGap();
        if (isNew && (head < Log.Position || oldest - 1 > Log.Position))
        {
            Log.BeginAnew(oldest - 1);
        }

        return isNew;
    }

    private void BeginAnew(long oldest, long head)
    {
        _work.Events.Enqueue(new LogBegunAnew(oldest, head));
        IReadOnlyList<long> lost = _work.State.Deliveries.BeginAnew();
        if (lost.Count > 0)
        {
            _work.Events.Enqueue(new PerhapsLost(lost));
        }

        foreach (Peer peer in _work.State.Peers)
        {
            (peer.SeenBy, peer.ReadBy) = (0, 0);
        }
    }

    /// <summary>Shows a gap that nobody explained in time.</summary>
    public void Tick()
    {
        if (NextDue <= _work.Now)
        {
            _work.Refuse(SecurityEventKind.LeftOut, member: null, Log.GapAfter + 1);
            Log.ForgetGap();
        }
    }
}
