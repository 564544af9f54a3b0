using Locket.Rooms.Ratchet;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Transcripts;

/// <summary>Shows what was refused, 20 a minute one by one; the rest are counted and shown as a flood.</summary>
internal sealed class Incidents
{
    private readonly Queue<RoomEvent> _events;
    private DateTimeOffset _windowSince = DateTimeOffset.UnixEpoch;
    private int _shown;
    private int _counted;

    public Incidents(Queue<RoomEvent> events) => _events = events;

    /// <summary>Gets when <see cref="Tick"/> has something to show; null: nothing was counted.</summary>
    public DateTimeOffset? NextDue => _counted > 0 ? _windowSince + TranscriptLimits.IncidentWindow : null;

    public void Show(SecurityEventKind kind, MemberId? member, long seq, DateTimeOffset now)
    {
        Tick(now);
        if (_shown == 0)
        {
            _windowSince = now;
        }

        if (_shown < TranscriptLimits.MaxIncidents)
        {
            _shown++;
            _events.Enqueue(new SecurityEvent(kind, member, seq));
        }
        else
        {
            _counted += _counted < int.MaxValue ? 1 : 0;
        }
    }

    /// <summary>Says how many were not shown, once the minute is over.</summary>
    public void Tick(DateTimeOffset now)
    {
        if (now - _windowSince < TranscriptLimits.IncidentWindow)
        {
            return;
        }

        if (_counted > 0)
        {
            _events.Enqueue(new SecurityEvent(SecurityEventKind.Flood, Member: null, Seq: 0, _counted));
        }

        _shown = 0;
        _counted = 0;
    }

    public void Save(SavedBuffer saved)
    {
        saved.Write(_windowSince);
        saved.Write((byte)_shown);
        saved.Write((uint)_counted);
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public bool TryLoad(ref SavedReader saved)
    {
        _windowSince = saved.Time();
        _shown = saved.Byte();
        _counted = (int)saved.UInt32();
        return _shown <= TranscriptLimits.MaxIncidents && _counted >= 0 && !saved.IsOverrun;
    }
}
