using System.Globalization;

namespace Locket.Cli.Chat.Text;

/// <summary>Cuts and breaks text by the columns it takes.</summary>
internal static class CellText
{
    /// <summary>As much of a text as fits, with an ellipsis where something is missing.</summary>
    public static string Cut(string text, int width)
    {
        if (CellWidth.Of(text) <= width)
        {
            return text;
        }

        return width < 1 ? string.Empty : string.Concat(text.AsSpan(0, LengthWithin(text, width - 1)), "…");
    }

    /// <summary>The lines of a text, none wider than asked for: broken at spaces, and within words that are wider alone.</summary>
    /// <param name="text">Without line ends.</param>
    /// <param name="width">At least 2, the widest character.</param>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2);
        int begin = 0;
        while (true)
        {
            int fits = LengthWithin(text.AsSpan(begin), width);
            if (begin + fits == text.Length)
            {
                yield return text[begin..];
                yield break;
            }

            // A space that does not fit any more is the break itself.
            int space = text[begin + fits] == ' ' ? fits : text.AsSpan(begin, fits).LastIndexOf(' ');
            if (space > 0)
            {
                yield return text[begin..(begin + space)];
                begin += space + 1;
            }
            else
            {
                yield return text[begin..(begin + fits)];
                begin += fits;
            }
        }
    }

    /// <summary>How many characters of the text's begin fit into the width, in whole graphemes.</summary>
    public static int LengthWithin(ReadOnlySpan<char> text, int width)
    {
        int length = 0;
        while (length < text.Length)
        {
            int next = StringInfo.GetNextTextElementLength(text[length..]);
            width -= CellWidth.OfGrapheme(text.Slice(length, next));
            if (width < 0)
            {
                break;
            }

            length += next;
        }

        return length;
    }
}
