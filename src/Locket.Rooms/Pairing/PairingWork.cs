using Locket.Rooms.Cpace;
using Locket.Rooms.Ratchet;

namespace Locket.Rooms.Pairing;

/// <summary>What both roles share: who we are, what is under way, and how a run ends well.</summary>
internal sealed class PairingWork
{
    public required PairingContext Context { get; init; }

    public required PairingState State { get; init; }

    public required PairingOutput Output { get; init; }

    public required GuessLimiter Limiter { get; init; }

    public MemberId Self => Context.Identity.Id;

    /// <summary>Gets a value indicating whether there is no place for one more member.</summary>
    public bool IsFull => Context.Paired.Count + Output.UntakenSessions >= PairingLimits.MaxPaired;

    public bool IsPaired(MemberId member) => Context.Paired.Contains(member) || Output.HasSessionWith(member);

    public CpaceInputs Inputs(byte[] channel, ReadOnlySpan<byte> session)
        => new() { PasswordSecret = Context.Keys.PasswordSecret, Channel = channel, Session = session };

    /// <summary>Hands a session over and forgets whatever else was under way with its member.</summary>
    public void Finish(PairingRun run, RatchetSession ratchet, PairingKeys keys)
    {
        PairedSession session = new()
        {
            Member = run.Peer,
            IsInitiator = run is InitiatorRun,
            IdentityKey = run.PeerIdentity.Encoded.ToArray(),
            Ratchet = ratchet,
            PhraseKey = keys.CopyPhraseKey(),
        };
        Output.Events.Enqueue(new PairingEvent.Paired(session));
        State.HasPaired = true;
        State.Forget(run.Peer);
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(PairingWork);
}
