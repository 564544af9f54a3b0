using System.Globalization;

namespace Locket.Cli.Operations;

/// <summary>
/// How long an attacker needs for a number of guesses against the default cost. Argon2id is bound by memory traffic: each KiB of memory
/// is written once and two others are read in each pass. The attacker is assumed to own many cards with the fastest memory sold.
/// </summary>
internal static class AttackEstimate
{
    public const string Assumption =
        "an estimate: 100 graphics cards of 1 TB/s memory bandwidth each, against Argon2id at Locket's default cost, trying "
            + "likely passwords first";

    private const double Cards = 100;
    private const double BytesPerSecondAndCard = 1e12;
    private const double TransfersPerBlock = 3;

    private static readonly (double Seconds, string Unit)[] Units =
    [
        (365.25 * 86_400 * 100, "centuries"), (365.25 * 86_400, "years"), (86_400, "days"), (3_600, "hours"), (60, "minutes"),
        (1, "seconds"),
    ];

    public static double GuessesPerSecond(Argon2idParameters cost)
        => Cards * BytesPerSecondAndCard / (cost.MemoryInKiB * 1024.0 * cost.Passes * TransfersPerBlock);

    /// <summary>The expected time: half of all guesses.</summary>
    public static double CrackTimeInSeconds(double entropyInBits)
        => Math.Pow(2, Math.Min(entropyInBits, 1000) - 1) / GuessesPerSecond(Argon2idParameters.Default);

    public static string Duration(double seconds)
    {
        if (seconds < 1)
        {
            return "less than a second";
        }

        (double unitSeconds, string unit) = Units.First(unit => seconds >= unit.Seconds);
        double count = seconds / unitSeconds;
        if (Math.Round(count) is 1)
        {
            return $"about 1 {(string.Equals(unit, "centuries", StringComparison.Ordinal) ? "century" : unit[..^1])}";
        }

        return count >= 1e6
            ? string.Create(CultureInfo.InvariantCulture, $"about 10^{Math.Floor(Math.Log10(count))} {unit}")
            : string.Create(CultureInfo.InvariantCulture, $"about {count:#,0} {unit}");
    }
}
