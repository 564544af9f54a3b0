namespace Locket.Cli.Chat.Talk;

/// <summary>How a conversation ended.</summary>
internal enum ChatEnd
{
    /// <summary>The person said so, or the input ended.</summary>
    Quit,

    /// <summary>The person stops being a member.</summary>
    Left,

    /// <summary>The person goes to another room.</summary>
    Moved,

    /// <summary>Nobody is paired, and the other side has another password.</summary>
    WrongPassword,

    /// <summary>The relay refuses this connection for good.</summary>
    Refused,

    /// <summary>What must be kept cannot be kept: nothing more can be sent or shown.</summary>
    Failed,

    /// <summary>It cannot come about, or nobody came in time; <see cref="ChatTalk.Problem"/> says why.</summary>
    GaveUp,
}
