using System.Globalization;

namespace Locket.Pictures;

/// <summary>What a terminal answered when it was asked what it can draw.</summary>
/// <param name="HasKitty">It knows kitty's graphics protocol.</param>
/// <param name="HasSixel">It names sixel graphics among its attributes.</param>
/// <param name="CellWidth">Pixels of a character's width; 0 where it does not say.</param>
/// <param name="CellHeight">Pixels of a character's height; 0 where it does not say.</param>
public sealed record TerminalAnswers(bool HasKitty, bool HasSixel, int CellWidth, int CellHeight)
{
    /// <summary>
    /// What to write to the terminal: a kitty graphics query, the size of a character in pixels (XTWINOPS 16), the device attributes
    /// (DA1). Every terminal answers the last; its answer, ending in <c>c</c>, ends them all.
    /// </summary>
    public const string Query = "\e_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\e\\" + PlainQuery;

    /// <summary>Without kitty's: multiplexers take it for a title.</summary>
    private const string PlainQuery = "\e[16t\e[c";

    private const int MaxCellSide = 200;

    /// <summary>Chooses what to ask a terminal.</summary>
    /// <param name="getVariable">Looks up a variable of the environment: <c>NO_COLOR</c>, <c>TERM</c>, <c>TMUX</c>, <c>STY</c>.</param>
    /// <returns>
    /// <see cref="Query"/>, or less of it within a multiplexer; <see langword="null"/> where no answer would change what is drawn, or where
    /// the terminal would show the question.
    /// </returns>
    public static string? QueryFor(Func<string, string?> getVariable)
    {
        ArgumentNullException.ThrowIfNull(getVariable);
        return TerminalPicture.IsColorless(getVariable) || getVariable("TERM") is "linux" ? null
            : TerminalPicture.IsWrapped(getVariable) ? PlainQuery
            : Query;
    }

    /// <summary>Whether the last answer is there: that to the question for the device attributes.</summary>
    /// <param name="text">What came back so far.</param>
    /// <returns>Whether nothing more is to come.</returns>
    public static bool AreComplete(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int from = text.LastIndexOf("\e[?", StringComparison.Ordinal);
        return from >= 0 && text.EndsWith('c') && text[(from + 3)..^1].All(character => char.IsAsciiDigit(character) || character == ';');
    }

    /// <summary>Reads the answers, which come from the terminal's side and are not trusted.</summary>
    /// <param name="text">Everything that came back until the final <c>c</c>, or until nobody waited any longer.</param>
    /// <returns>What could be made of it.</returns>
    public static TerminalAnswers Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool hasKitty = text.Contains("\e_Gi=31;OK\e\\", StringComparison.Ordinal);
        bool hasSixel = Between(text, "\e[?", 'c') is string attributes
            && attributes.Split(';').Skip(1).Contains("4", StringComparer.Ordinal);
        int[] size = Between(text, "\e[6;", 't') is string sides
            ? [.. sides.Split(';').Select(PixelsOf)]
            : [];
        return size is [> 0 and <= MaxCellSide, > 0 and <= MaxCellSide]
            ? new TerminalAnswers(hasKitty, hasSixel, size[1], size[0])
            : new TerminalAnswers(hasKitty, hasSixel, 0, 0);
    }

    private static int PixelsOf(string digits)
        => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) ? pixels : 0;

    private static string? Between(string text, string begin, char end)
    {
        int from = text.IndexOf(begin, StringComparison.Ordinal);
        if (from < 0)
        {
            return null;
        }

        from += begin.Length;
        int to = text.IndexOf(end, from);
        return to < 0 ? null : text[from..to];
    }
}
