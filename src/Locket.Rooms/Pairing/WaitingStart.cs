namespace Locket.Rooms.Pairing;

/// <summary>Another's start that is to be answered.</summary>
/// <param name="Member">Who sends it, as its identity key shows.</param>
/// <param name="IdentityKey">65 bytes, not yet known to be a point.</param>
/// <param name="Session">sid, 32 bytes.</param>
/// <param name="Share">Ya, 65 bytes, not yet known to be a point.</param>
/// <param name="Seq">Its place in the log.</param>
internal sealed record WaitingStart(
    MemberId Member, ReadOnlyMemory<byte> IdentityKey, ReadOnlyMemory<byte> Session, ReadOnlyMemory<byte> Share, long Seq)
{
    /// <summary>Says whose it is.</summary>
    public override string ToString() => $"WaitingStart {Member}";
}
