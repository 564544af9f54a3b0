namespace Locket.Classic;

/// <summary>The ways in which a file may have been made, from <see cref="OpenSslEnc.GuessAsync"/>.</summary>
/// <remarks>
/// <b>None of this is proof.</b> CBC has no check but its padding, which comes out right for 1 wrong key in 256: of the nine ways that are
/// tried under a wrong password, some way fits in about 1 file of 28. What looks like text or a known kind of file is another matter; what
/// does not should be looked at by somebody who knows what the file was.
/// </remarks>
/// <param name="Candidates">Those whose padding comes out right, the most plausible first; empty where none does.</param>
/// <param name="CouldBeCbc">Whether the length allows CBC at all. If not, it is CTR, CFB or OFB, which nobody can guess, or
/// damaged.</param>
public sealed record OpenSslEncGuess(IReadOnlyList<OpenSslEncCandidate> Candidates, bool CouldBeCbc)
{
    /// <summary>The most plausible way; null where there is none, or where the first two are equally plausible.</summary>
    public OpenSslEncCandidate? Best => Candidates.Count > 0 && !IsAmbiguous ? Candidates[0] : null;

    /// <summary>Whether the first two candidates look alike, so that only a person can choose.</summary>
    public bool IsAmbiguous => Candidates.Count > 1 && Candidates[0].Look == Candidates[1].Look;
}
