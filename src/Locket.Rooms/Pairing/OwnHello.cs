using Locket.Rooms.Entries;

namespace Locket.Rooms.Pairing;

/// <summary>One's own newest hello.</summary>
internal sealed class OwnHello
{
    public required Nonce Nonce { get; init; }

    public required DateTimeOffset SaidAt { get; init; }

    /// <summary>Gets how often hello was said again.</summary>
    public int Repeats { get; init; }

    /// <summary>Gets or sets its place in the log; null until it was seen there, so whatever comes before is earlier.</summary>
    public long? Seq { get; set; }

    /// <summary>Gets or sets when another's earlier hello was seen, which promises a start.</summary>
    public DateTimeOffset? EarlierSeenAt { get; set; }

    /// <summary>Gets whom a session came to be with since; a start of theirs for this hello crossed that, and asks for nothing.</summary>
    public List<MemberId> Met { get; } = [];

    /// <summary>Gets or sets a value indicating whether a start for it came.</summary>
    public bool GotStart { get; set; }

    /// <summary>Notes a session; of too many the first counts no more, and then its start is a question to the user.</summary>
    public void Meet(MemberId member)
    {
        Met.Remove(member);
        if (Met.Count == PairingLimits.MaxPaired)
        {
            Met.RemoveAt(0);
        }

        Met.Add(member);
    }
}
