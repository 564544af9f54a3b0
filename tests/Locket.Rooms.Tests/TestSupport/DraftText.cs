using System.Text.RegularExpressions;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.TestSupport;

/// <summary>The text form of CPace's vectors for P-256: a label, "(length: N bytes)", then lines of hexadecimal.</summary>
internal sealed partial class DraftText
{
    private readonly Dictionary<string, byte[]> _values;

    private DraftText(Dictionary<string, byte[]> values)
    {
        _values = values;
    }

    /// <summary>
    /// Reads the values; where one label occurs twice with different values, a number follows the later ones: "ISK result 2".
    /// </summary>
    public static DraftText Read()
    {
        string text = File.ReadAllText(Vectors.Require("cpace/P256_vectors.txt"));
        var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (Match match in Entry().Matches(text))
        {
            byte[] value = Convert.FromHexString(string.Concat(match.Groups["hex"].Value.Where(char.IsAsciiHexDigit)));
            Assert.Equal(match.Groups["length"].Value, $"{value.Length}");
            string label = Blank().Replace(match.Groups["label"].Value, " ").Trim();
            int number = 1;
            string key = label;
            while (values.TryGetValue(key, out byte[]? known) && !known.SequenceEqual(value))
            {
                key = $"{label} {++number}";
            }

            values[key] = value;
        }

        Assert.True(values.Count > 15, $"only {values.Count} values");
        return new DraftText(values);
    }

    public byte[] this[string label]
        => _values.TryGetValue(label, out byte[]? value)
            ? value
            : throw new KeyNotFoundException($"no {label} among: {string.Join("; ", _values.Keys)}");

    [GeneratedRegex(
        @"^ +(?<label>[^\n]+?):\s*\(length: (?<length>\d+) bytes\)\n(?<hex>(?: +[0-9a-f]+\n)+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Blank();
}
