using System.Globalization;
using System.Text;

namespace Locket.Cli.Terminal;

/// <summary>Rows of text in aligned columns.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <param name="rows">Rows of equally many cells, fit for a terminal already.</param>
    /// <param name="output">Gets one line for each row, without spaces at its end.</param>
    public static async Task WriteAsync(IReadOnlyList<string[]> rows, TextWriter output)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => Columns(row[column])))];
        StringBuilder text = new();
        foreach (string[] row in rows)
        {
            int start = text.Length;
            for (int column = 0; column < row.Length; column++)
            {
                text.Append(row[column]).Append(' ', widths[column] - Columns(row[column])).Append(Gap);
            }

            while (text.Length > start && text[^1] == ' ')
            {
                text.Length--;
            }

            text.Append('\n');
        }

        // In one piece: a thousand rows are a thousand writes otherwise.
        await output.WriteAsync(text.ToString());
    }

    /// <summary>Columns of a terminal, as far as that can be known: marks take none, characters of East Asia two.</summary>
    private static int Columns(string text)
    {
        int columns = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
            {
                columns += IsWide(rune.Value) ? 2 : 1;
            }
        }

        return columns;
    }

    /// <summary>The large blocks of Unicode's East Asian Width (W and F), and pictographs.</summary>
    private static bool IsWide(int value) => value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60)
        or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD);
}
