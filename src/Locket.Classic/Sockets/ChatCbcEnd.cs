namespace Locket.Classic;

/// <summary>How a chat ended.</summary>
public enum ChatCbcEnd
{
    /// <summary>This side sent <c>EXIT!</c>.</summary>
    ByUs,

    /// <summary>The other side sent <c>EXIT!</c>.</summary>
    ByPeer,

    /// <summary>The other side closed the connection without it; right after the password this may mean that it was not accepted.</summary>
    Closed,
}
