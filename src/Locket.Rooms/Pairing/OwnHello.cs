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

    /// <summary>Gets or sets a value indicating whether a start for it came.</summary>
    public bool GotStart { get; set; }
}
