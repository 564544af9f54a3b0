using Locket.Rooms.Curves;

namespace Locket.Rooms.Pairing;

/// <summary>The first answer to a run of ours, until it may be checked.</summary>
/// <param name="Share">Yb.</param>
/// <param name="RatchetKey">The key that B's ratchet begins with.</param>
/// <param name="Tag">Tb, 32 bytes.</param>
internal sealed record WaitingAnswer(P256Point Share, P256Point RatchetKey, ReadOnlyMemory<byte> Tag);
