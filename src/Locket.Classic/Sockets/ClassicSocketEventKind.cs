namespace Locket.Classic;

/// <summary>What a <see cref="ClassicSocketEvent"/> tells.</summary>
public enum ClassicSocketEventKind
{
    /// <summary>The server waits for clients.</summary>
    Listening,

    /// <summary>A connection was made.</summary>
    Connected,

    /// <summary>A chat client sent a wrong password and may try again.</summary>
    PasswordRejected,

    /// <summary>The right password was given.</summary>
    PasswordAccepted,

    /// <summary>A message came from the other side.</summary>
    Received,

    /// <summary>A message or reply went to the other side.</summary>
    Sent,

    /// <summary>The server refused the client and closed the connection.</summary>
    Refused,

    /// <summary>The connection ended as it should.</summary>
    Ended,

    /// <summary>
    /// An address is heard again that was refused too often; the event's detail counts the connections that it was not heard on.
    /// </summary>
    Unblocked,
}
