using System.Globalization;

namespace Locket.Cli.Terminal;

/// <summary>A line of a summary: how many of many there were of a kind.</summary>
internal static class CountLine
{
    /// <param name="output">Where it goes.</param>
    /// <param name="label">What was counted.</param>
    /// <param name="count">How many; nothing is said of none.</param>
    /// <param name="remark">What else is to be known of them, where there are any.</param>
    /// <param name="always">Whether none is worth saying, too.</param>
    public static void Write(TextWriter output, string label, int count, string? remark = null, bool always = false)
    {
        if (count > 0 || always)
        {
            string end = remark is null || count == 0 ? string.Empty : $" ({remark})";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{label}: {count}{end}"));
        }
    }

    /// <summary>What interrupted runs left in the folders; nothing where they left nothing.</summary>
    public static void WriteUnfinished(TextWriter output, int count)
        => Write(
            output, "unfinished files", count, "'.locket-*.partial' of interrupted runs; once none is at work they can be deleted");
}
