using System.Buffers;
using System.Globalization;

namespace Locket.Client.Keeping;

/// <summary>What the files of a kept room are called. The folder may hold other files of the user: only these are touched.</summary>
internal static class KeptNames
{
    public const string Key = "key.locket";
    public const string State = "state.locket";
    public const string Hosting = "hosting.locket";
    public const string Lock = "lock";

    private const string SegmentBegin = "history-";
    private const string SegmentEnd = ".locket";
    private const string PartialBegin = ".locket-";
    private const string PartialEnd = ".partial";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a file holds something of a room; the lock holds nothing.</summary>
    public static bool IsOurs(string name) => name is Key or State or Hosting || IsPartial(name) || SegmentNumber(name) is not null;

    /// <summary>Whether a name is one that <see cref="SealedFile"/> writes under before it renames.</summary>
    public static bool IsPartial(string name)
        => name.StartsWith(PartialBegin, StringComparison.Ordinal)
            && name.EndsWith(PartialEnd, StringComparison.Ordinal)
            && name.Length > PartialBegin.Length + PartialEnd.Length
            && name.AsSpan()[PartialBegin.Length..^PartialEnd.Length].IndexOfAnyExcept(HexDigits) < 0;

    public static string Segment(int number) => string.Create(CultureInfo.InvariantCulture, $"{SegmentBegin}{number:0000}{SegmentEnd}");

    /// <summary>Gets which segment a name means; null for none.</summary>
    public static int? SegmentNumber(string name)
        => name.Length >= Segment(0).Length
            && name.AsSpan(SegmentBegin.Length..^SegmentEnd.Length) is var digits
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && string.Equals(name, Segment(number), StringComparison.Ordinal)
            ? number
            : null;
}
