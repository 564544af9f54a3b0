using Locket.Rooms.Cpace;
using Locket.Rooms.Curves;

namespace Locket.Rooms.Pairing;

/// <summary>A run that was started here: we are A.</summary>
internal sealed class InitiatorRun : PairingRun
{
    public InitiatorRun(MemberId peer, P256Point peerIdentity, ReadOnlySpan<byte> session, DateTimeOffset since, CpaceInitiator cpace)
        : base(peer, peerIdentity, session, since)
    {
        Cpace = cpace;
    }

    public CpaceInitiator Cpace { get; }

    /// <summary>Gets or sets a value indicating whether our start was seen in the log: it is before all that comes later.</summary>
    public bool IsInLog { get; set; }

    /// <summary>Gets or sets the answer. Only the first is taken, since each is a guess at the password.</summary>
    public WaitingAnswer? Answer { get; set; }

    public override void Dispose() => Cpace.Dispose();
}
