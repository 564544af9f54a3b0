using Locket.Wire;

namespace Locket.Relay;

/// <summary>
/// Something that happened at the relay, for logs, alerts and intrusion detection. Never holds a body, a room address or a network address.
/// </summary>
public sealed record RelayEvent
{
    /// <summary>What happened; its number is the event's id.</summary>
    public required RelayEventKind Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The room as a pseudonym of 16 hexadecimal digits that changes every day (UTC); "-" where there is none.</summary>
    public required string Room { get; init; }

    /// <summary>The network address as a pseudonym of 16 hexadecimal digits that changes every day (UTC).</summary>
    public required string Peer { get; init; }

    /// <summary>The connection's number, counted from 1 since the start; 0 where a request was refused before it became one.</summary>
    public long Connection { get; init; }

    /// <summary>What the client was told; <see cref="FaultCode.None"/> where it was told nothing.</summary>
    public FaultCode Fault { get; init; }

    /// <summary>
    /// Whether it is a security event: something refused, damaged, oversized or flooding. Repeats are no more than a hint.
    /// </summary>
    public bool IsSecurityEvent
        => Kind is not (RelayEventKind.ConnectionOpened or RelayEventKind.ConnectionClosed or RelayEventKind.StoreFailed);
}
