using Locket.Rooms.Entries;
using Locket.Rooms.Fields;
using Locket.Rooms.Saved;

namespace Locket.Rooms.Transcripts;

/// <summary>The claims of members about numbers to come, the oldest first; each is compared once.</summary>
internal sealed class SeenClaims
{
    private readonly List<SeenClaim> _claims = [];

    public void Add(SeenClaim claim)
    {
        if (_claims.Contains(claim))
        {
            return;
        }

        if (_claims.Count == TranscriptLimits.MaxClaims)
        {
            _claims.RemoveAt(0);
        }

        _claims.Add(claim);
    }

    /// <summary>Takes out the claims about an entry that has come, and about numbers that were left out; gives whose were wrong.</summary>
    public List<MemberId> Compare(long seq, EntryHash id)
    {
        List<MemberId> wrong = [];
        foreach (SeenClaim claim in _claims)
        {
            // Numbers are consecutive: what was seen at a number that did not come is another log, or one that began anew.
            if (claim.Seq == seq && claim.Id != id)
            {
                wrong.Add(claim.Member);
            }
        }

        _claims.RemoveAll(claim => claim.Seq <= seq);
        return wrong;
    }

    public void Save(SavedBuffer saved)
    {
        saved.Write((byte)_claims.Count);
        foreach (SeenClaim claim in _claims)
        {
            saved.Write(claim.Member);
            saved.Write((ulong)claim.Seq);
            saved.Write(claim.Id);
        }
    }

    /// <summary>Takes what <see cref="Save"/> wrote; false for what it never writes.</summary>
    public bool TryLoad(ref FieldReader saved)
    {
        int count = saved.Byte();
        for (int i = 0; i < count && !saved.IsOverrun; i++)
        {
            _claims.Add(new SeenClaim(saved.MemberId(), (long)saved.UInt64(), saved.EntryHash()));
        }

        return count <= TranscriptLimits.MaxClaims && !saved.IsOverrun;
    }
}
