using System.Globalization;
using System.Text;
using Locket.Cli.Terminal;

namespace Locket.Cli.Chat.Text;

/// <summary>
/// What others wrote, made fit for a terminal. Nothing in it can move the cursor, change the direction of what follows, imitate another
/// line or pile up marks over its neighbors.
/// </summary>
internal static class MessageText
{
    /// <summary>More marks on one letter than any language writes.</summary>
    private const int MostMarks = 8;

    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;
    private const string Tab = "    ";

    /// <summary>
    /// The lines of a message; line ends and tabs are kept as what they are, everything else of their kind appears as <c>\u{…}</c>.
    /// </summary>
    public static IReadOnlyList<string> Lines(string text) => [.. text.Split('\n').Select(Line)];

    /// <summary>A name or another text of one line, made fit in the same way.</summary>
    public static string Line(string text)
    {
        StringBuilder shown = new(text.Length);
        int marks = 0;
        Rune before = default;
        foreach (Rune rune in text.EnumerateRunes())
        {
            string own = rune.ToString();
            marks = IsMark(rune) ? marks + 1 : 0;
            shown.Append(rune.Value switch
            {
                '\t' => Tab,
                // Persian and Indic words and composed emoji need them; between other characters they only hide differences.
                NonJoiner or Joiner when Joins(before) => own,
                _ when marks > MostMarks => Escaped(rune),
                _ => Shown.Text(own),
            });
            before = rune;
        }

        return shown.ToString();
    }

    private static string Escaped(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");

    private static bool IsMark(Rune rune)
        => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool Joins(Rune before) => !before.IsAscii && Rune.GetUnicodeCategory(before) is
        UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;
}
