namespace Locket.Classic.Sockets;

/// <summary>How the wait for a message ended.</summary>
internal enum Collected
{
    /// <summary>A message is there.</summary>
    Message,

    /// <summary>Bytes are there, but no message.</summary>
    NoMessage,

    /// <summary>More bytes than a message has.</summary>
    TooLarge,

    /// <summary>The peer closed and had sent nothing.</summary>
    Closed,

    /// <summary>Nothing came in time.</summary>
    Silent,
}
