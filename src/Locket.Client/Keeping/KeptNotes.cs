namespace Locket.Client.Keeping;

/// <summary>What is kept beside the room's own state, and of the same moment.</summary>
internal sealed record KeptNotes
{
    public static KeptNotes None { get; } = new();

    /// <summary>What came about since the last time and belongs into the history, in order.</summary>
    public IReadOnlyList<HistoryItem> News { get; init; } = [];

    /// <summary>Files that do not survive this process: one's own that are being sent, others' that are in memory alone.</summary>
    public IReadOnlyList<HistoryItem> Files { get; init; } = [];

    /// <summary>How many of the newest texts of others nobody has said to be shown.</summary>
    public int Unseen { get; init; }
}
