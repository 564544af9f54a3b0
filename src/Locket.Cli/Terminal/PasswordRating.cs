namespace Locket.Cli.Terminal;

/// <summary>How hard a password is to guess, as zxcvbn estimates it.</summary>
internal sealed record PasswordRating
{
    /// <summary>zxcvbn takes time that grows with the square of the length; what comes later only adds strength.</summary>
    private const int LongestRated = 100;

    private static readonly string[] Verdicts = ["very weak", "weak", "fair", "good", "strong"];

    /// <summary>0, very weak, to 4, strong.</summary>
    public required int Score { get; init; }

    public string Verdict => Verdicts[Score];

    /// <summary>The guesses an attacker needs, as an exponent of two.</summary>
    public required double EntropyInBits { get; init; }

    public double GuessesLog10 => EntropyInBits * Math.Log10(2);

    /// <summary>What makes it weak and what would help; never a part of the password.</summary>
    public required IReadOnlyList<string> Advice { get; init; }

    public static PasswordRating Of(SecretLine line)
    {
        string text = line.ToUnzeroableString();
        Zxcvbn.Result result = new Zxcvbn.Zxcvbn(Zxcvbn.Translation.English)
            .EvaluatePassword(text[..Math.Min(text.Length, LongestRated)], null);
        int score = Math.Clamp(result.Score, 0, Verdicts.Length - 1);
        return new PasswordRating { Score = score, EntropyInBits = result.Entropy, Advice = AdviceOn(result, score) };
    }

    private static List<string> AdviceOn(Zxcvbn.Result result, int score)
    {
        SortedSet<string> patterns = [.. (result.MatchSequence ?? []).Select(match => match.Pattern),];
        List<string> advice = [];
        foreach ((string pattern, string text) in (ReadOnlySpan<(string, string)>)
            [
                ("dictionary", "it holds a common word, name or password, which attackers try first"),
                ("spatial", "it follows keys that lie side by side"),
                ("sequence", "it holds a sequence like abc or 123"),
                ("repeat", "it repeats a character"),
                ("digits", "it holds a run of digits"),
                ("year", "it holds a year"),
                ("date", "it holds a date"),
            ])
        {
            if (score < Verdicts.Length - 1 && patterns.Contains(pattern))
            {
                advice.Add(text);
            }
        }

        if (score < Verdicts.Length - 1 && advice.Count == 0)
        {
            advice.Add("it is short");
        }

        if (score < Verdicts.Length - 2)
        {
            advice.Add("several unrelated words, or a made password, are far harder to guess");
        }

        return advice;
    }
}
