namespace Locket.Rooms.Transcripts;

/// <summary>What a message's number and its previous one say beside those that came before it.</summary>
[Flags]
internal enum TrailFinding
{
    None = 0,

    /// <summary>Its number is not above the last one.</summary>
    Reordered = 1,

    /// <summary>It, or the one behind it, follows another message than the one that we have.</summary>
    Forked = 2,
}
