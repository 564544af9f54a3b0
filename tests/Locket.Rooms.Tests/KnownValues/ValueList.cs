using System.Text;
using Locket.Tests.TestSupport;
using Xunit;

namespace Locket.Rooms.Tests.KnownValues;

/// <summary>Named values of one part of a file in tests/testdata/rooms; the second implementation wrote them.</summary>
internal sealed class ValueList
{
    private readonly Dictionary<string, string> _values;

    private ValueList(IEnumerable<string> lines)
        => _values = lines.Select(line => line.Split(' ', 2)).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);

    /// <summary>The part that begins with the given line, up to the next empty one.</summary>
    public static ValueList Read(string file, string firstLine)
        => new(Lines(file, firstLine));

    /// <summary>That part up to the first line of the given name, then one list for each such line with what follows it.</summary>
    public static (ValueList Common, ValueList[] Each) ReadEach(string file, string firstLine, string name)
    {
        string[] lines = Lines(file, firstLine);
        IEnumerable<int> found = Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith(name + " ", StringComparison.Ordinal));
        int[] starts = [.. found, lines.Length];
        Assert.True(starts.Length > 1, $"{file} has no {name}");
        return (new(lines[..starts[0]]), [.. starts.Zip(starts[1..], (start, end) => new ValueList(lines[start..end]))]);
    }

    public string Text(string name) => _values[name];

    public byte[] Bytes(string name) => _values[name] is "-" ? [] : Convert.FromHexString(_values[name]);

    public long Number(string name) => long.Parse(_values[name], System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Lines(string file, string firstLine)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf("tests", "testdata", "rooms", file), Encoding.UTF8);
        int first = Array.IndexOf(lines, firstLine);
        Assert.True(first >= 0, $"{file} lacks the line {firstLine}");
        return [.. lines.Skip(first).TakeWhile(line => line.Length > 0)];
    }
}
