using System.Net;

namespace Locket.Classic.Sockets;

/// <summary>A block that is over.</summary>
/// <param name="Network">As of <see cref="PeerNetwork"/>.</param>
/// <param name="TurnedAway">Connections that were not heard meanwhile, at least 1.</param>
internal readonly record struct EndedBlock(IPAddress Network, int TurnedAway);
