namespace Locket.Rooms.Transcripts;

/// <summary>
/// Who sends entries and has no session with us: members that are not paired yet, or have another password. Nothing proves an id, so this
/// is for showing alone; it is not kept.
/// </summary>
internal sealed class Unpaired
{
    private readonly List<(MemberId Id, DateTimeOffset Heard)> _heard = [];

    /// <summary>Notes an entry. Of too many the one that was silent for the longest goes.</summary>
    public void Note(MemberId member, DateTimeOffset now)
    {
        Forget(member);
        if (_heard.Count == TranscriptLimits.MaxUnpaired)
        {
            _heard.RemoveAt(0);
        }

        _heard.Add((member, now));
    }

    public void Forget(MemberId member) => _heard.RemoveAll(other => other.Id == member);

    /// <summary>Those who were heard lately, the last one first.</summary>
    public IEnumerable<(MemberId Id, DateTimeOffset Heard)> Lately(DateTimeOffset now)
        => _heard.Where(other => now - other.Heard < TranscriptLimits.UnpairedTime).Reverse();
}
