using Locket.Rooms.Entries;
using Locket.Rooms.Fields;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Transcripts;

/// <summary>The newest entries of the log: what we have seen where, to compare with what others have.</summary>
internal sealed class RoomLog
{
    private readonly Queue<long> _seqs = new();
    private readonly Dictionary<long, EntryHash> _ids = [];

    /// <summary>Gets the number of the newest entry that was taken; 0: none.</summary>
    public long Position { get; private set; }

    /// <summary>Gets its id.</summary>
    public EntryHash NewestId { get; private set; }

    /// <summary>Gets the number behind which others did not come, though numbers are consecutive; 0: none.</summary>
    public long GapAfter { get; private set; }

    /// <summary>Gets when that was noticed.</summary>
    public DateTimeOffset GapSince { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>Takes the next entry, whose number is above <see cref="Position"/>.</summary>
    public void Add(long seq, EntryHash id, DateTimeOffset now)
    {
        if (GapAfter == 0 && Position > 0 && seq - Position > 1)
        {
            GapAfter = Position;
            GapSince = now;
        }

        Add(seq, id);
    }

    public void ForgetGap() => GapAfter = 0;

    /// <summary>Gets the id of a remembered entry.</summary>
    public bool TryFind(long seq, out EntryHash id) => _ids.TryGetValue(seq, out id);

    /// <summary>Goes back, since the relay's log is another one now: what was seen there is not to be compared with it.</summary>
    public void BeginAnew(long position)
    {
        _seqs.Clear();
        _ids.Clear();
        Position = position;
        NewestId = EntryHash.None;
        GapAfter = 0;
    }

    public void Save(SavedBuffer saved)
    {
        saved.Write((ulong)Position);
        saved.Write(NewestId);
        saved.Write((ulong)GapAfter);
        saved.Write(GapSince);
        saved.Write((ushort)_seqs.Count);
        foreach (long seq in _seqs)
        {
            saved.Write((ulong)seq);
            saved.Write(_ids[seq]);
        }
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public bool TryLoad(ref FieldReader saved)
    {
        long position = (long)saved.UInt64();
        EntryHash newest = saved.EntryHash();
        GapAfter = (long)saved.UInt64();
        GapSince = saved.Time();
        int count = saved.UInt16();
        for (int i = 0; i < count && !saved.IsOverrun; i++)
        {
            long seq = (long)saved.UInt64();
            EntryHash id = saved.EntryHash();
            if (seq <= Position || count > TranscriptLimits.MaxEntries)
            {
                return false;
            }

            Add(seq, id);
        }

        bool isRight = !saved.IsOverrun && position >= 0 && (count == 0 || (Position == position && NewestId == newest));
        Position = position;
        NewestId = newest;
        return isRight;
    }

    private void Add(long seq, EntryHash id)
    {
        Position = seq;
        NewestId = id;
        _seqs.Enqueue(seq);
        _ids.Add(seq, id);
        if (_seqs.Count > TranscriptLimits.MaxEntries)
        {
            _ids.Remove(_seqs.Dequeue());
        }
    }
}
