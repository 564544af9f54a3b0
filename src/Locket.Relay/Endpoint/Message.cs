namespace Locket.Relay.Endpoint;

/// <summary>What came in: a whole message, or why there is none.</summary>
internal enum Message
{
    /// <summary>A binary message, complete and within the limit.</summary>
    Binary,

    /// <summary>The start of a text message; the rest has not been read.</summary>
    Text,

    /// <summary>The start of a message that is longer than the limit; the rest has not been read.</summary>
    TooLarge,

    /// <summary>The other side says goodbye.</summary>
    Close,

    /// <summary>The connection is lost.</summary>
    Lost,
}
