using Locket.Rooms.Entries;

namespace Locket.Rooms.Pairing;

/// <summary>Another's hello that is to be taken up.</summary>
/// <param name="Member">Who says it, as its identity key shows.</param>
/// <param name="IdentityKey">65 bytes, not yet known to be a point.</param>
/// <param name="Nonce">n_B of the run to come.</param>
/// <param name="Seq">Its place in the log.</param>
/// <param name="IsToUs">Whether it is to us alone: then we start, whoever said hello first.</param>
internal sealed record WaitingHello(MemberId Member, ReadOnlyMemory<byte> IdentityKey, Nonce Nonce, long Seq, bool IsToUs = false)
{
    /// <summary>Says whose it is.</summary>
    public override string ToString() => $"WaitingHello {Member}";
}
