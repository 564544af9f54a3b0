using System.Diagnostics;
using Locket.Rooms.Curves;

namespace Locket.Rooms.Pairing;

/// <summary>A run of CPace with one other member that is under way.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal abstract class PairingRun : IDisposable
{
    private readonly byte[] _session;

    protected PairingRun(MemberId peer, P256Point peerIdentity, ReadOnlySpan<byte> session, DateTimeOffset since)
    {
        PeerId = peer;
        PeerIdentity = peerIdentity;
        _session = session.ToArray();
        Since = since;
    }

    public MemberId PeerId { get; }

    public P256Point PeerIdentity { get; }

    /// <summary>Gets sid, 32 bytes.</summary>
    public ReadOnlySpan<byte> Session => _session;

    /// <summary>Gets when our entry of it was made.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>Whether this is the run that an entry names.</summary>
    public bool Is(MemberId peer, ReadOnlySpan<byte> session) => PeerId == peer && Session.SequenceEqual(session);

    /// <summary>Whether it still holds its place; later it makes room, but is not over.</summary>
    public virtual bool HoldsPlace(DateTimeOffset now) => now - Since < PairingLimits.RunTime;

    /// <summary>Destroys its secrets.</summary>
    public abstract void Dispose();

    /// <summary>Says with whom this run is and nothing of its secrets.</summary>
    public override string ToString() => $"{GetType().Name} {PeerId}";
}
