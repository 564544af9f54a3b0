namespace Locket.Cli.Chat.Faces;

/// <summary>What became of a line that was typed.</summary>
internal enum LineOutcome
{
    /// <summary>It was sent, done, or complained of.</summary>
    Taken = 0,

    /// <summary>There is no room for it now, and nothing happened.</summary>
    NoRoom,

    /// <summary>The conversation is over: the line belongs to the next one.</summary>
    Over,
}
