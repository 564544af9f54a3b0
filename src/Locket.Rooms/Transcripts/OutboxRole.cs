namespace Locket.Rooms.Transcripts;

/// <summary>What it means to its sender that a body is stored.</summary>
internal enum OutboxRole
{
    /// <summary>Nothing that is shown.</summary>
    Other,

    /// <summary>One of the pieces of a file.</summary>
    Piece,

    /// <summary>The last of what was sent: all of it is stored.</summary>
    Last,
}
