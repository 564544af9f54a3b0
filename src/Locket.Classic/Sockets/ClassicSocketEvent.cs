using System.Net;

namespace Locket.Classic;

/// <summary>Something that happened on a classic server or client: for logs, programs and intrusion detection.</summary>
/// <remarks>Never holds a password or key. <see cref="Text"/> is as untrusted as its sender: neutralize it before it meets a
/// terminal.</remarks>
public sealed record ClassicSocketEvent
{
    /// <summary>What happened.</summary>
    public required ClassicSocketEventKind Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The client's number, counted from 1 by its server; 0 for the server itself and on a client.</summary>
    public int Client { get; init; }

    /// <summary>
    /// The other side's address, for <see cref="ClassicSocketEventKind.Listening"/> the server's own, for
    /// <see cref="ClassicSocketEventKind.Unblocked"/> its network with port 0; null on a bare stream.
    /// </summary>
    public IPEndPoint? EndPoint { get; init; }

    /// <summary>
    /// The decrypted message, for <see cref="ClassicSocketEventKind.Received"/> and <see cref="ClassicSocketEventKind.Sent"/>.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>The reason, for <see cref="ClassicSocketEventKind.Refused"/>.</summary>
    public ClassicSocketRefusal Refusal { get; init; }

    /// <summary>In words, for a log: why it was refused, how it ended; null where there is nothing to add.</summary>
    public string? Detail { get; init; }
}
