namespace Locket.Cli.Chat.Model;

/// <summary>What a line of the conversation is.</summary>
internal enum LineKind
{
    /// <summary>Somebody else's message.</summary>
    Message,

    /// <summary>One's own message.</summary>
    Own,

    /// <summary>Who came or left, keys that were renewed, answers to commands.</summary>
    Notice,

    /// <summary>The answer to a command, as it is.</summary>
    Answer,

    /// <summary>Something to be copied: from the first column on, with nothing before it.</summary>
    Link,

    /// <summary>A row of a picture: neither broken nor moved.</summary>
    Picture,

    /// <summary>Something that should worry: a security event, a message that is missing.</summary>
    Alert,

    /// <summary>Bytes as they cross the network.</summary>
    Wire,
}
