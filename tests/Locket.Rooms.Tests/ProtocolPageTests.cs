using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Locket.Rooms.Files;
using Locket.Rooms.Pairing;
using Locket.Rooms.Ratchet;
using Locket.Rooms.Transcripts;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests;

/// <summary>docs/protocol.md names every limit of the code with its value.</summary>
public sealed class ProtocolPageTests
{
    /// <summary>Each limit, and words of the line of the page that says it.</summary>
    private static readonly Dictionary<string, string> Lines = new(StringComparer.Ordinal)
    {
        ["PairingLimits.MaxAttempts"] = "counted attempts the room is **locked**",
        ["PairingLimits.MaxAnswered"] = "Until the first pairing that a member makes",
        ["PairingLimits.MaxRuns"] = "| waiting runs (A and B together)",
        ["PairingLimits.MaxWaitingHellos"] = "| hellos taken up",
        ["PairingLimits.MaxWaitingStarts"] = "Further starts wait",
        ["PairingLimits.MaxRemembered"] = "A starts at most one run for each pair",
        ["PairingLimits.MaxHellosInWindow"] = "| hellos taken up",
        ["PairingLimits.MaxPaired"] = "*count* is 1 to",
        ["PairingLimits.MaxRepeats"] = "says hello again, with a fresh nonce, at most",
        ["PairingLimits.HelloWindow"] = "| hellos taken up",
        ["PairingLimits.RunTime"] = "A run without the next entry",
        ["PairingLimits.RefusedTime"] = "then the next is answered",
        ["RatchetLimits.MaxSkippedKeys"] = "| skipped keys |",
        ["RatchetLimits.MaxGap"] = "| gap |",
        ["RatchetLimits.MaxOldHeaderKeys"] = "| old chains |",
        ["RatchetLimits.MaxAgeInMessages"] = "| age |",
        ["RatchetLimits.MaxUnanswered"] = "| unanswered |",
        ["RatchetLimits.MessagesBeforeTurn"] = "| renewal |",
        ["RatchetLimits.TimeBeforeTurn"] = "| renewal |",
        ["RatchetLimits.MaxPlaintextInBytes"] = "AD has at most",
        ["RatchetLimits.MaxAssociatedDataInBytes"] = "AD has at most",
        ["FileLimits.MaxLengthInBytes"] = "| a file |",
        ["FileLimits.MaxNameInBytes"] = "| 5 | file |",
        ["FileLimits.PieceInBytes"] = "| 6 | piece |",
        ["FileLimits.MaxUnderWay"] = "| files under way from one member",
        ["FileLimits.MaxWaitingPieces"] = "| pieces of one file that wait for the relay",
        ["FileLimits.MaxUnanswered"] = "| unanswered messages of a member that files wait for",
        ["FileLimits.WaitsFor"] = "| how long files wait for a member",
        ["TranscriptLimits.MaxEntries"] = "| entries remembered for *seen*",
        ["TranscriptLimits.MaxClaims"] = "| *seen* of the future remembered",
        ["TranscriptLimits.MaxTrail"] = "A reader remembers the last",
        ["TranscriptLimits.MaxDeliveries"] = "| own messages of which *delivered* and *read* are followed",
        ["TranscriptLimits.MaxConfirmed"] = "| own entries that were stored and have not come back",
        ["TranscriptLimits.MaxWaitingTexts"] = "| texts that wait for somebody",
        ["TranscriptLimits.MaxWaitingInBytes"] = "| texts that wait for somebody",
        ["TranscriptLimits.MaxOutboxBodies"] = "| own entries that wait for the relay",
        ["TranscriptLimits.MaxOutboxInBytes"] = "| own entries that wait for the relay",
        ["TranscriptLimits.MaxOutboxInAll"] = "| own entries that wait for the relay",
        ["TranscriptLimits.MaxBodyInBytes"] = "| longest body |",
        ["TranscriptLimits.MaxIncidents"] = "| refused entries of one kind",
        ["TranscriptLimits.MaxUnpaired"] = "| ids without a session that are shown",
        ["TranscriptLimits.MaxAttemptIds"] = "| 4 | attempts |",
        ["TranscriptLimits.MessagesBeforeHurry"] = "Where the flag comes with the",
        ["TranscriptLimits.UnpairedTime"] = "| ids without a session that are shown",
        ["TranscriptLimits.IncidentWindow"] = "| refused entries of one kind",
        ["TranscriptLimits.LongestNoticeDelay"] = "after a random time of",
        ["TranscriptLimits.AskDelay"] = "sends nothing for",
        ["TranscriptLimits.GatheringQuiet"] = "Texts that were written before anybody was there",
        ["TranscriptLimits.LongestGathering"] = "once no more runs are under way",
        ["TranscriptLimits.ClockTolerance"] = "| a time more than",
        ["TranscriptLimits.LongestRetention"] = "| longest silence that does not make a member away",
        ["TranscriptLimits.GapTolerance"] = "| how long a gap in the numbers of the log",
    };

    [Fact]
    public void Limits_OfTheCode_StandOnThePageWithTheirValues()
    {
        string[] page = File.ReadAllLines(Repository.PathOf("docs", "protocol.md"));
        (string Name, object Value)[] limits =
        [
            .. new[] { typeof(PairingLimits), typeof(RatchetLimits), typeof(FileLimits), typeof(TranscriptLimits) }.SelectMany(LimitsOf),
        ];
        Assert.Equal(limits.Select(limit => limit.Name).Order(StringComparer.Ordinal), Lines.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, object value) in limits)
        {
            string line = Assert.Single(page, text => text.Contains(Lines[name], StringComparison.Ordinal));
            Assert.True(
                Forms(value).Any(form => Regex.IsMatch(
                    line, $@"(?<![\d,.]){Regex.Escape(form)}(?!\d|,\d)", RegexOptions.None, TimeSpan.FromSeconds(5))),
                $"{name} = {value}, but the page says: {line}");
        }
    }

    private static IEnumerable<(string Name, object Value)> LimitsOf(Type type) =>
    [
        .. type.GetFields(BindingFlags.Static | BindingFlags.Public).Where(field => field.IsLiteral)
            .Select(field => ($"{type.Name}.{field.Name}", field.GetRawConstantValue()!)),
        .. type.GetProperties(BindingFlags.Static | BindingFlags.Public)
            .Select(property => ($"{type.Name}.{property.Name}", property.GetValue(null)!)),
    ];

    /// <summary>How the page may write a value.</summary>
    private static string[] Forms(object value)
    {
        if (value is TimeSpan time)
        {
            return
            [
                Invariant($"{time.TotalSeconds:N0} s"),
                Invariant($"{time.TotalMinutes:N0} minutes"),
                Invariant($"{time.TotalDays:N0} days"),
                .. time == TimeSpan.FromSeconds(1) ? (string[])["a second"] : [],
                .. time == TimeSpan.FromMinutes(1) ? (string[])["a minute"] : [],
                .. time == TimeSpan.FromHours(1) ? (string[])["1 | messages / hour"] : [],
            ];
        }

        long number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
        const long Mebibyte = 1024 * 1024;
        return [Invariant($"{number:N0}"), .. number % Mebibyte == 0 ? (string[])[Invariant($"{number / Mebibyte} MiB")] : []];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
