using Locket.Relay.Limits;
using Locket.Wire;

namespace Locket.Relay.Endpoint;

/// <summary>Who is at the other end, and what they asked for.</summary>
/// <param name="Room">The room.</param>
/// <param name="After">The position after which they read.</param>
/// <param name="Network">Where they come from.</param>
/// <param name="Number">The connection's number.</param>
internal sealed record RelayPeer(RoomAddress Room, long After, NetworkAddress Network, long Number);
