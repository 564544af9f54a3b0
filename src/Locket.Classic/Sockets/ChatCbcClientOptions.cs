namespace Locket.Classic;

/// <summary>How a <see cref="ChatCbcClient"/> behaves.</summary>
public sealed record ChatCbcClientOptions
{
    /// <summary>
    /// The caller's consent to what the protocol demands: the password crosses the network readable for everyone on the way. Default:
    /// false,
    /// and then no connection is made.
    /// </summary>
    public bool SendsPasswordInClear { get; init; }

    /// <summary>
    /// Gives the password for the attempt of this number, counted from 1; the client disposes it. Null gives up. At most
    /// <see cref="ClassicSocketLimits.MaxPasswordAttempts"/> attempts are made, all of them against the server's greeting: a password that
    /// does not fit it is never sent.
    /// </summary>
    public required Func<int, CancellationToken, Task<ClassicSecret?>> Password { get; init; }

    /// <summary>
    /// Gives the next message, at most <see cref="ChatCbcServer.MaxTextLengthInBytes"/> bytes of UTF-8; null or <c>EXIT!</c> ends the chat.
    /// Its token is cancelled when the server ends the chat meanwhile; it then has to end soon.
    /// </summary>
    public required Func<CancellationToken, Task<string?>> Next { get; init; }

    /// <summary>Told of the connection, the password and each message, one call at a time. Default: nobody.</summary>
    public Action<ClassicSocketEvent>? Events { get; init; }

    /// <summary>Limits. Default: their own defaults.</summary>
    public ClassicSocketLimits Limits { get; init; } = new();
}
