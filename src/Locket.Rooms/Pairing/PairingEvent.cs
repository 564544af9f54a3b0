namespace Locket.Rooms.Pairing;

/// <summary>Something that a desk tells its room.</summary>
internal abstract record PairingEvent
{
    /// <summary>Two members have a session from now on; the taker owns it.</summary>
    public sealed record Paired(PairedSession Session) : PairingEvent;

    /// <summary>An attempt is counted.</summary>
    /// <param name="Side">Where it was seen. All but told ones are to be told to everyone paired (kind 4).</param>
    /// <param name="Id">The attempt id.</param>
    /// <param name="Member">Who seemed to attempt; null where another told.</param>
    /// <param name="Count">How many there are now.</param>
    public sealed record AttemptCounted(AttemptSide Side, AttemptId Id, MemberId? Member, int Count) : PairingEvent;

    /// <summary>An attempt that was counted was none: the proof came late.</summary>
    public sealed record AttemptGivenBack(MemberId Member, int Count) : PairingEvent;

    /// <summary>No more is started, answered or checked until the user agrees.</summary>
    public sealed record Locked(int Count) : PairingEvent;

    /// <summary>The user agreed, or a late proof brought the count below the limit.</summary>
    public sealed record Unlocked : PairingEvent;

    /// <summary>Somebody, perhaps A, says that our answer did not prove the password.</summary>
    public sealed record RefusedByPeer(MemberId Member, bool Talks) : PairingEvent;

    /// <summary>A hello of another version of the protocol.</summary>
    public sealed record OtherVersion(MemberId Member, byte Version) : PairingEvent;

    /// <summary>A hello with another suite.</summary>
    public sealed record OtherSuite(MemberId Member, byte Suite) : PairingEvent;

    /// <summary>A member that has a session says hello: it lost its state, or somebody replays. Waits for consent.</summary>
    public sealed record PairAgainAsked(MemberId Member, long Seq) : PairingEvent;

    /// <summary>An entry was dropped.</summary>
    public sealed record Dropped(PairingRefusal Reason, MemberId Member, long Seq) : PairingEvent;
}
