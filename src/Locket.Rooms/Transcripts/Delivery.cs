namespace Locket.Rooms.Transcripts;

/// <summary>Something of ours of which it is not known yet whether all have it and have read it.</summary>
internal sealed class Delivery
{
    public required long Local { get; init; }

    /// <summary>Gets or sets the number in the log; 0 where the relay has not confirmed it.</summary>
    public long Seq { get; set; }

    /// <summary>Gets or sets the slots of those who have not said that they have it.</summary>
    public required uint Undelivered { get; set; }

    /// <summary>Gets or sets the slots of those who have not said that they were shown it.</summary>
    public required uint Unread { get; set; }

    /// <summary>Gets a value indicating whether there is nothing left to ask after.</summary>
    public bool IsDone => (Undelivered | Unread) == 0;
}
