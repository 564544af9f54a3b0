using Locket.Rooms.Fields;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Transcripts;

/// <summary>
/// Shows what was refused: of each kind 20 a minute one by one, so that much of one kind hides none of another; the rest are counted and
/// shown as floods.
/// </summary>
internal sealed class Incidents
{
    private const int FirstKind = (int)SecurityEventKind.WrongPasswordHere;

    private static readonly int KindCount = (int)Enum.GetValues<SecurityEventKind>().Max() - FirstKind + 1;

    private readonly Queue<RoomEvent> _events;
    private readonly int[] _shown = new int[KindCount];
    private readonly int[] _counted = new int[KindCount];
    private DateTimeOffset _windowSince = DateTimeOffset.UnixEpoch;

    public Incidents(Queue<RoomEvent> events) => _events = events;

    /// <summary>Gets when <see cref="Tick"/> has something to show; null: nothing was counted.</summary>
    public DateTimeOffset? NextDue => _counted.Any(count => count > 0) ? _windowSince + TranscriptLimits.IncidentWindow : null;

    public void Show(SecurityEventKind kind, MemberId? member, long seq, DateTimeOffset now)
    {
        if (TryNote(kind, now))
        {
            _events.Enqueue(new SecurityEvent(kind, member, seq));
        }
    }

    /// <summary>Notes one more of its kind; false where it is only counted.</summary>
    public bool TryNote(SecurityEventKind kind, DateTimeOffset now)
    {
        Tick(now);
        if (Array.TrueForAll(_shown, count => count == 0))
        {
            _windowSince = now;
        }

        int index = (int)kind - FirstKind;
        if (_shown[index] < TranscriptLimits.MaxIncidents)
        {
            _shown[index]++;
            return true;
        }

        _counted[index] += _counted[index] < int.MaxValue ? 1 : 0;
        return false;
    }

    /// <summary>Says how many of each kind were not shown, once the minute is over.</summary>
    public void Tick(DateTimeOffset now)
    {
        if (now - _windowSince >= TranscriptLimits.IncidentWindow)
        {
            ShowRest();
        }
    }

    /// <summary>Says it now: nobody asks any more once the minute is over.</summary>
    public void ShowRest()
    {
        for (int i = 0; i < KindCount; i++)
        {
            if (_counted[i] > 0)
            {
                _events.Enqueue(
                    new SecurityEvent(SecurityEventKind.Flood, Member: null, Seq: 0, _counted[i], (SecurityEventKind)(FirstKind + i)));
            }
        }

        Array.Clear(_shown);
        Array.Clear(_counted);
    }

    public void Save(SavedBuffer saved)
    {
        saved.Write(_windowSince);
        saved.Write((byte)KindCount);
        for (int i = 0; i < KindCount; i++)
        {
            saved.Write((byte)_shown[i]);
            saved.Write((uint)_counted[i]);
        }
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public bool TryLoad(ref FieldReader saved)
    {
        _windowSince = saved.Time();
        bool isGood = saved.Byte() == KindCount;
        for (int i = 0; i < KindCount && isGood; i++)
        {
            _shown[i] = saved.Byte();
            _counted[i] = (int)saved.UInt32();
            isGood = _shown[i] <= TranscriptLimits.MaxIncidents && _counted[i] >= 0;
        }

        return isGood && !saved.IsOverrun;
    }
}
