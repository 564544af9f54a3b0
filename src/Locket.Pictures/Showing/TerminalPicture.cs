using Locket.Pictures.Pixels;
using Locket.Pictures.Showing;

namespace Locket.Pictures;

/// <summary>
/// Draws small pictures as text for a terminal (docs/pictures.md, "Showing"). Nothing but pixels goes in, so that no picture can send the
/// terminal commands of its own.
/// </summary>
public static class TerminalPicture
{
    // Of a terminal that does not say: smaller than most, so that a picture has room.
    private const int UsualCellWidth = 8;
    private const int UsualCellHeight = 16;

    /// <summary>Chooses the best way that a terminal knows.</summary>
    /// <param name="getVariable">
    /// Looks up a variable of the environment: <c>NO_COLOR</c>, <c>TERM</c>, <c>COLORTERM</c>, <c>TERM_PROGRAM</c>, <c>KITTY_WINDOW_ID</c>,
    /// <c>TMUX</c>, <c>STY</c>.
    /// </param>
    /// <param name="answers">
    /// What the terminal answered to <see cref="TerminalAnswers.Query"/>; <see langword="null"/> where it was not asked or said nothing.
    /// </param>
    /// <returns>The way to draw.</returns>
    public static TerminalDrawing Choose(Func<string, string?> getVariable, TerminalAnswers? answers)
    {
        ArgumentNullException.ThrowIfNull(getVariable);
        string terminal = getVariable("TERM") ?? string.Empty;
        if (IsColorless(getVariable))
        {
            return TerminalDrawing.Characters;
        }

        bool isWrapped = IsWrapped(getVariable);
        bool isKitty = !isWrapped && (terminal is "xterm-kitty" or "xterm-ghostty" || !string.IsNullOrEmpty(getVariable("KITTY_WINDOW_ID"))
            || getVariable("TERM_PROGRAM") is "WezTerm" or "ghostty");
        bool isSixel = !isWrapped
            && (terminal.StartsWith("foot", StringComparison.Ordinal) || terminal.StartsWith("mlterm", StringComparison.Ordinal));
        if (answers is null ? isKitty : answers.HasKitty)
        {
            return TerminalDrawing.Kitty;
        }

        if (answers is null ? isSixel : answers.HasSixel)
        {
            return TerminalDrawing.Sixel;
        }

        if (getVariable("COLORTERM") is "truecolor" or "24bit" || terminal.EndsWith("-direct", StringComparison.Ordinal))
        {
            return TerminalDrawing.TrueColor;
        }

        return terminal.Contains("256color", StringComparison.Ordinal) || isKitty || isSixel
            ? TerminalDrawing.Colors256
            : TerminalDrawing.Characters;
    }

    /// <summary>Draws a picture, made smaller where it does not fit, never larger.</summary>
    /// <param name="picture">The picture, upright.</param>
    /// <param name="drawing">The way to draw.</param>
    /// <param name="columns">Characters of a line, at least 1.</param>
    /// <param name="lines">Lines that the picture may take, at least 1.</param>
    /// <param name="answers">What the terminal said of the size of its characters.</param>
    /// <returns>Text that ends in a line feed, and leaves colors as they are by default.</returns>
    public static string Draw(Raster picture, TerminalDrawing drawing, int columns, int lines, TerminalAnswers? answers = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(lines, 1);
        bool isSizeKnown = answers is { CellWidth: > 0, CellHeight: > 0 };
        (int width, int height) = drawing is TerminalDrawing.Sixel or TerminalDrawing.Kitty
            ? (isSizeKnown ? answers!.CellWidth : UsualCellWidth, isSizeKnown ? answers!.CellHeight : UsualCellHeight)
            : (1, 2);
        Raster fitted = Fit(picture, (long)columns * width, (long)lines * height);
        return drawing switch
        {
            TerminalDrawing.Kitty => KittyImage.Draw(fitted),
            TerminalDrawing.Sixel => SixelImage.Draw(fitted),
            TerminalDrawing.TrueColor => HalfBlocks.Draw(fitted, isTrueColor: true),
            TerminalDrawing.Colors256 => HalfBlocks.Draw(fitted, isTrueColor: false),
            _ => InkCharacters.Draw(fitted),
        };
    }

    /// <summary>Whether nothing but characters is drawn, whatever the terminal can do.</summary>
    internal static bool IsColorless(Func<string, string?> getVariable)
        => !string.IsNullOrEmpty(getVariable("NO_COLOR")) || getVariable("TERM") is null or "" or "dumb";

    /// <summary>Within a multiplexer, variables speak of a terminal that is not the one that reads.</summary>
    internal static bool IsWrapped(Func<string, string?> getVariable)
        => getVariable("TERM") is string terminal
            && (terminal.StartsWith("screen", StringComparison.Ordinal) || terminal.StartsWith("tmux", StringComparison.Ordinal)
                || !string.IsNullOrEmpty(getVariable("TMUX")) || !string.IsNullOrEmpty(getVariable("STY")));

    private static Raster Fit(Raster picture, long maxWidth, long maxHeight)
    {
        double scale = Math.Min(1, Math.Min((double)maxWidth / picture.Width, (double)maxHeight / picture.Height));
        return scale >= 1
            ? picture
            : BoxScaler.Scale(picture, Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
    }
}
