using System.Globalization;
using System.Text;

namespace Locket.Cli.Terminal;

/// <summary>Untrusted text made fit for a terminal and a single line.</summary>
internal static class Shown
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>A file name or other foreign text: control, format and line-breaking characters appear as <c>\u{…}</c>.</summary>
    public static string Text(string text)
    {
        StringBuilder? shown = null;
        int index = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool plain = rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            if (!plain)
            {
                shown ??= new StringBuilder(text, 0, index, text.Length + 8);
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
            }
            else
            {
                shown?.Append(rune.ToString());
            }

            index += rune.Utf16SequenceLength;
        }

        return shown?.ToString() ?? text;
    }

    /// <summary>A size for people: exact bytes below 1 KiB, one decimal above.</summary>
    public static string Size(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        if (unit == 0)
        {
            return bytes == 1 ? "1 byte" : string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Units[unit]}");
    }

    /// <summary>A size for people with the exact number where the first hides it.</summary>
    public static string ExactSize(long bytes)
        => bytes < 1024 ? Size(bytes) : string.Create(CultureInfo.InvariantCulture, $"{Size(bytes)} ({bytes} bytes)");
}
