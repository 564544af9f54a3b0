namespace Locket.Cli.Json;

/// <summary>The answer of <c>locket password --rate --json</c>.</summary>
internal sealed record RatingJson
{
    /// <summary>Where the password came from, never the password.</summary>
    public required string Source { get; init; }

    /// <summary>0, very weak, to 4, strong.</summary>
    public required int Score { get; init; }

    public required string Verdict { get; init; }

    public required double EntropyInBits { get; init; }

    public required double GuessesLog10 { get; init; }

    /// <summary>An estimate under <see cref="Assumption"/>.</summary>
    public required double CrackTimeInSeconds { get; init; }

    public required string Assumption { get; init; }

    public required IReadOnlyList<string> Advice { get; init; }
}
