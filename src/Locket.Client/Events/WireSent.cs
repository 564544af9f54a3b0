namespace Locket.Client;

/// <summary>An entry was sent, as it crosses the network inside TLS; only where <see cref="RoomClient.ShowsWire"/> is set.</summary>
/// <param name="Body">The body, sealed.</param>
public sealed record WireSent(ReadOnlyMemory<byte> Body) : ClientEvent;
