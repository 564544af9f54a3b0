using System.Diagnostics;
using Locket.Rooms.Entries;

namespace Locket.Rooms.Pairing;

/// <summary>All that a desk remembers. Every list has a limit of <see cref="PairingLimits"/>.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class PairingState : IDisposable
{
    public required OwnHello Hello { get; set; }

    public required AttemptLedger Attempts { get; init; }

    /// <summary>Gets or sets a value indicating whether this member has paired with anybody yet.</summary>
    public bool HasPaired { get; set; }

    /// <summary>Gets the runs under way, the oldest first.</summary>
    public List<PairingRun> Runs { get; } = [];

    /// <summary>Gets the hellos to be taken up, the oldest first, one of each member.</summary>
    public List<WaitingHello> Hellos { get; } = [];

    /// <summary>Gets the starts to be answered, the oldest first.</summary>
    public List<WaitingStart> Starts { get; } = [];

    /// <summary>Gets what paired members sent to pair again; at most one for each.</summary>
    public List<Consent> Consents { get; } = [];

    /// <summary>Gets the paired members that the user agreed to pair with again, until that is done.</summary>
    public List<MemberId> Agreed { get; } = [];

    /// <summary>Gets what was said to single members.</summary>
    public OwnNonces Asked { get; } = new();

    /// <summary>Gets members that sent messages, the newest last: they have paired with somebody, unless somebody pretends so.</summary>
    public List<MemberId> Talkers { get; } = [];

    /// <summary>Gets the hellos that a run was started for, or that promised one: each is taken once.</summary>
    public RecentSet<(MemberId Member, Nonce Nonce)> TakenHellos { get; } = new(PairingLimits.MaxRemembered);

    /// <summary>Gets the n_A of the starts that were taken.</summary>
    public RecentSet<Nonce> SeenStarts { get; } = new(PairingLimits.MaxRemembered);

    /// <summary>Gets or sets when the current minute of hellos began.</summary>
    public DateTimeOffset WindowSince { get; set; } = DateTimeOffset.UnixEpoch;

    /// <summary>Gets or sets how many hellos were taken up in it.</summary>
    public int HellosInWindow { get; set; }

    public IEnumerable<InitiatorRun> StartedRuns => Runs.OfType<InitiatorRun>();

    public IEnumerable<ResponderRun> AnsweredRuns => Runs.OfType<ResponderRun>();

    /// <summary>Makes room for one more run; false where all still hold their places.</summary>
    public bool TryMakeRoom(DateTimeOffset now)
    {
        if (Runs.Count < PairingLimits.MaxRuns)
        {
            return true;
        }

        int index = Runs.FindIndex(run => !run.HoldsPlace(now));
        if (index < 0)
        {
            return false;
        }

        Remove(Runs[index]);
        return true;
    }

    /// <summary>
    /// Whether a run that was refused, most likely rightly, keeps this member from answering before it has paired with anybody.
    /// </summary>
    public bool IsHeldUp(DateTimeOffset now) => !HasPaired && AnsweredRuns.Any(run => run.IsRefused && run.HoldsUp(now));

    /// <summary>What was refused says nothing any more: the password is right, or the hello another one.</summary>
    public void ForgetRefusals()
    {
        foreach (ResponderRun run in AnsweredRuns.Where(run => run.IsRefused))
        {
            run.MakesRoom = true;
        }
    }

    public void Remove(PairingRun run)
    {
        Runs.Remove(run);
        run.Dispose();
    }

    /// <summary>Whether a start names a hello of ours that still counts.</summary>
    public bool IsOwnNonce(MemberId from, ReadOnlySpan<byte> session)
        => Nonce.FromBytes(session) is var nonce && (nonce == Hello.Nonce || Asked.Contains(from, nonce));

    /// <summary>Forgets what is under way with a member that there is a session with now, and lets what was answered make room.</summary>
    public void Settle(MemberId member)
    {
        Runs.FindAll(run => run.PeerId == member && run is InitiatorRun).ForEach(Remove);
        foreach (ResponderRun run in AnsweredRuns.Where(run => run.PeerId == member))
        {
            run.MakesRoom = true;
        }

        Hellos.RemoveAll(hello => hello.Member == member);
        Starts.RemoveAll(start => start.Member == member);
        Consents.RemoveAll(consent => consent.Member == member);
        Asked.Forget(member);
    }

    /// <summary>Forgets all runs with a member. Its open attempts stay open: others can send starts in its name.</summary>
    public void ForgetRuns(MemberId member) => Runs.FindAll(run => run.PeerId == member).ForEach(Remove);

    public void Dispose()
    {
        Runs.ForEach(run => run.Dispose());
        Runs.Clear();
    }

    /// <summary>Says what this is and nothing of its secrets.</summary>
    public override string ToString() => nameof(PairingState);
}
