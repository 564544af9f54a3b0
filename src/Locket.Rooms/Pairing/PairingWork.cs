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

    public bool IsPaired(MemberId member) => Context.Paired.Contains(member) || Output.HasSessionWith(member);

    /// <summary>Whether a run with this member would replace a session without anybody's having agreed to it.</summary>
    public bool NeedsConsent(MemberId member) => IsPaired(member) && !State.Agreed.Contains(member);

    /// <summary>Whether there is no place for this member.</summary>
    public bool IsFullFor(MemberId member)
        => Context.Paired.Count + Output.UntakenSessions >= PairingLimits.MaxPaired && !IsPaired(member);

    public CpaceInputs Inputs(byte[] channel, ReadOnlySpan<byte> session)
        => new() { PasswordSecret = Context.Keys.PasswordSecret, Channel = channel, Session = session };

    /// <summary>Hands a session over and forgets what else was under way with its member, but for what we have answered.</summary>
    /// <remarks>
    /// What was answered may have made a session at the other side, which then crosses this one; its confirm has to be taken, however late.
    /// </remarks>
    public void Finish(PairingRun run, RatchetSession ratchet, PairingKeys keys)
    {
        PairedSession session = new()
        {
            Member = run.PeerId,
            IsInitiator = run is InitiatorRun,
            IsAgain = State.Agreed.Remove(run.PeerId),
            IdentityKey = run.PeerIdentity.Encoded.ToArray(),
            Ratchet = ratchet,
            PhraseKey = keys.CopyPhraseKey(),
        };
        Output.Events.Enqueue(new PairingEvent.Paired(session));
        State.HasPaired = true;
        State.ForgetRefusals();
        State.Remove(run);
        State.Settle(run.PeerId);
        State.Hello.Meet(run.PeerId);
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(PairingWork);
}
