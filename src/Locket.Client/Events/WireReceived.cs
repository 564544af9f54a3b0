namespace Locket.Client;

/// <summary>An entry came, as it crosses the network inside TLS; only where <see cref="RoomClient.ShowsWire"/> is set.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Body">The body, sealed.</param>
public sealed record WireReceived(long Seq, ReadOnlyMemory<byte> Body) : ClientEvent;
