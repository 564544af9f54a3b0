namespace Locket.Classic;

/// <summary>Why a classic server refused a client. The client itself sees nothing but the end of the connection.</summary>
public enum ClassicSocketRefusal
{
    /// <summary>Not refused.</summary>
    None,

    /// <summary>Every connection is taken by a client that was heard already.</summary>
    TooManyConnections,

    /// <summary>A client that had sent nothing good yet made room: the oldest of the address that held most connections.</summary>
    MadeRoom,

    /// <summary>Its address was refused too often within a minute; told once, not for each of its connections.</summary>
    AddressBlocked,

    /// <summary>It closed before it sent anything.</summary>
    ClosedEarly,

    /// <summary>The connection broke.</summary>
    ConnectionLost,

    /// <summary>It took too long.</summary>
    TimedOut,

    /// <summary>It sent more bytes than one message of the protocol has.</summary>
    TooLarge,

    /// <summary>What it sent cannot be a message: broken base64, an impossible length.</summary>
    Malformed,

    /// <summary>Its message does not decrypt: another key, or damage.</summary>
    WrongKeyOrDamaged,

    /// <summary>Its message is not UTF-8.</summary>
    NotText,

    /// <summary>It sent a wrong password as often as it may.</summary>
    WrongPassword,

    /// <summary>It wrote when it was not its turn; without framing, two messages in a row cannot be told apart.</summary>
    OutOfTurn,

    /// <summary>The server failed; a fault of its own.</summary>
    InternalFault,
}
