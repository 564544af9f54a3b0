using System.Globalization;
using System.Text;

namespace Locket.Cli.Chat.Text;

/// <summary>How many columns of a terminal a text takes. What a reader sees as one character (a grapheme) is never divided.</summary>
internal static class CellWidth
{
    private const int EmojiVariant = 0xFE0F;
    private const int FirstRegionalIndicator = 0x1F1E6;
    private const int LastRegionalIndicator = 0x1F1FF;

    public static int Of(ReadOnlySpan<char> text)
    {
        int width = 0;
        while (!text.IsEmpty)
        {
            int length = StringInfo.GetNextTextElementLength(text);
            width += OfGrapheme(text[..length]);
            text = text[length..];
        }

        return width;
    }

    /// <summary>The width of one grapheme: 0, 1 or 2.</summary>
    public static int OfGrapheme(ReadOnlySpan<char> grapheme)
    {
        int width = 0;
        int runes = 0;
        bool isFlag = false;
        foreach (Rune rune in grapheme.EnumerateRunes())
        {
            runes++;
            isFlag |= rune.Value is >= FirstRegionalIndicator and <= LastRegionalIndicator && runes == 2;
            int own = rune.Value == EmojiVariant && runes == 2 ? 2 : OfRune(rune);
            width = Math.Max(width, own);
        }

        return isFlag ? 2 : width;
    }

    private static int OfRune(Rune rune)
    {
        if (rune.IsAscii)
        {
            return Rune.IsControl(rune) ? 0 : 1;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
            _ => WideRanges.Contains(rune.Value) ? 2 : 1,
        };
    }
}
