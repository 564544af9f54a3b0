using Locket.Classic.Ciphers;

namespace Locket.Classic.OpenSsl;

/// <summary>Why a guess cannot be carried out.</summary>
internal static class GuessFailures
{
    public static ClassicException Of(OpenSslEncGuess guess)
    {
        if (!guess.CouldBeCbc)
        {
            return new ClassicException(
                ClassicFailure.Unsupported,
                "the length excludes CBC: the file is in a mode such as CTR, which nobody can guess, so that it has to be named, "
                    + "or it was cut off");
        }

        return guess.Candidates.Count == 0
            ? CbcErrors.WrongKeyOrDamaged()
            : new ClassicException(
                ClassicFailure.Unsupported,
                "several ways of making this file fit equally well: "
                    + string.Join("; ", guess.Candidates.Select(candidate => candidate.Options)));
    }
}
