using System.Diagnostics.CodeAnalysis;
using Locket.Rooms.Cpace;
using Locket.Rooms.Curves;
using Locket.Secrets;

namespace Locket.Rooms.Pairing;

/// <summary>A run that was answered here: we are B, and wait for A's proof.</summary>
internal sealed class ResponderRun : PairingRun
{
    private readonly SecretBytes _cpace;
    private readonly SecretBytes _ratchetKey;

    /// <summary>Takes both secrets over.</summary>
    /// <param name="peer">A.</param>
    /// <param name="peerIdentity">A's identity key.</param>
    /// <param name="session">sid.</param>
    /// <param name="since">When it was answered.</param>
    /// <param name="cpace">What <see cref="CpaceResponder.Save"/> gave.</param>
    /// <param name="ratchetKey">The private half of the ratchet key in the answer.</param>
    public ResponderRun(
        MemberId peer, P256Point peerIdentity, ReadOnlySpan<byte> session, DateTimeOffset since, SecretBytes cpace, SecretBytes ratchetKey)
        : base(peer, peerIdentity, session, since)
    {
        _cpace = cpace;
        _ratchetKey = ratchetKey;
    }

    /// <summary>Gets or sets a value indicating whether it makes room at once: it was refused, or there is a session.</summary>
    public bool MakesRoom { get; set; }

    /// <summary>Gets or sets a value indicating whether somebody refused it in A's name, which anybody can.</summary>
    public bool IsRefused { get; set; }

    public ReadOnlySpan<byte> SavedCpace => _cpace.Span;

    public ReadOnlySpan<byte> SavedRatchetKey => _ratchetKey.Span;

    /// <summary>Checks Ta and gives ISK out.</summary>
    /// <remarks>
    /// The run itself stays as it was. Ta can be copied from A's confirm and put before a message that does not open; what A really sent
    /// must still be taken after that.
    /// </remarks>
    public bool TryConfirm(ReadOnlySpan<byte> tag, [NotNullWhen(true)] out SecretBytes? key)
    {
        key = null;
        if (!CpaceResponder.TryRestore(_cpace.Span, out CpaceResponder? cpace))
        {
            throw new InvalidOperationException("internal error: a run of CPace was not saved as it is restored");
        }

        using (cpace)
        {
            return cpace.TryConfirm(tag, out key);
        }
    }

    /// <summary>Copies the ratchet key, for a session to take over.</summary>
    public P256PrivateKey CopyRatchetKey() => P256PrivateKey.TryImport(_ratchetKey.Span, out P256PrivateKey? key)
        ? key
        : throw new InvalidOperationException("internal error: a ratchet key was not saved as it is restored");

    public override bool HoldsPlace(DateTimeOffset now) => !MakesRoom && base.HoldsPlace(now);

    /// <summary>Whether it may still end well, as far as is known.</summary>
    public bool IsHopeful(DateTimeOffset now) => !IsRefused && HoldsPlace(now);

    /// <summary>Whether it keeps somebody who has paired with nobody from answering the next.</summary>
    public bool HoldsUp(DateTimeOffset now)
        => HoldsPlace(now) || (IsRefused && !MakesRoom && now - Since < PairingLimits.RefusedTime);

    public override void Dispose()
    {
        _cpace.Dispose();
        _ratchetKey.Dispose();
    }
}
