using System.Globalization;
using System.Text.RegularExpressions;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Wire.Tests;

/// <summary>What docs/protocol.md says of frames and faults is what the code does.</summary>
public sealed partial class ProtocolPageTests
{
    private static string Page => File.ReadAllText(Repository.PathOf("docs", "protocol.md"));

    [Fact]
    public void Examples_EveryFrame_AreWhatTheCodeWrites()
    {
        Assert.True(RoomAddress.TryParse("00112233445566778899aabbccddeeff", out RoomAddress room));
        const long Seq = 0x63ca900320401;
        IFrame[] frames =
        [
            new AppendFrame("hello"u8.ToArray()),
            new StoredFrame(EntryId.Compute(room, "hello"u8), Seq),
            new EntryFrame(Seq, DateTimeOffset.FromUnixTimeMilliseconds(Seq / 1024), "hello"u8.ToArray()),
            new CaughtUpFrame(Seq, Seq),
            new FaultFrame(FaultCode.TooManyAppends, TimeSpan.FromMilliseconds(20)),
        ];
        string[] examples = [.. Example().Matches(Page).Select(
            match => match.Groups["hex"].Value.Replace(" ", string.Empty, StringComparison.Ordinal))];
        Assert.Equal(frames.Select(frame => Convert.ToHexStringLower(frame.ToArray())), examples, StringComparer.Ordinal);
    }

    [Fact]
    public void Faults_TableOfThePage_ListsExactlyTheCodes()
    {
        int[] listed = [.. Fault().Matches(Page).Select(
            match => int.Parse(match.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        Assert.Equal(Enum.GetValues<FaultCode>().Where(code => code != FaultCode.None).Select(code => (int)code), listed);
    }

    [GeneratedRegex(
        "^(append|stored|entry|caught-up|fault) +(?<hex>[0-9a-f]{2}( [0-9a-f]+)+)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Example();

    [GeneratedRegex(@"^\| 0x(?<code>[0-9a-f]{3}) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Fault();
}
