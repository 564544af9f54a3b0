namespace Locket.Client;

/// <summary>What a line of the history is.</summary>
public enum HistoryKind
{
    /// <summary>A text of somebody else.</summary>
    TextReceived,

    /// <summary>A text of one's own.</summary>
    TextSent,

    /// <summary>Somebody offered a file; the file itself is not kept.</summary>
    FileOffered,

    /// <summary>A file of one's own was offered.</summary>
    FileSent,
}
