namespace Locket.Classic;

/// <summary>How a <see cref="SocketCbcServer"/> behaves.</summary>
public sealed record SocketCbcServerOptions
{
    /// <summary>The reply that the program's description promises.</summary>
    public const string DefaultReply = "Hello Client, message received securely";

    /// <summary>
    /// What every good message is answered with, at most <see cref="SocketCbcServer.MaxTextLengthInBytes"/> bytes of UTF-8; null answers
    /// nothing, as the published program does, and closes before the message is decrypted, so that a sender does not learn whether it was
    /// good. Default: <see cref="DefaultReply"/>.
    /// </summary>
    public string? Reply { get; init; } = DefaultReply;

    /// <summary>Limits. Default: their own defaults.</summary>
    public ClassicSocketLimits Limits { get; init; } = new();
}
