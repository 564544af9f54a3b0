using System.Globalization;
using System.Text;

namespace Locket.Cli.Chat.Screen;

/// <summary>
/// Writes what changed between two frames. Each changed row is written whole, from its first column on: where a terminal has another
/// opinion of a character's width, only the rest of that row is out of place.
/// </summary>
internal sealed class ScreenPainter
{
    private const string HideCursor = "\e[?25l";
    private const string ShowCursor = "\e[?25h";
    private const string EraseToEndOfRow = "\e[K";

    private readonly bool _isColored;
    private string[] _shown = [];
    private TerminalSize _size;

    public ScreenPainter(bool isColored)
    {
        _isColored = isColored;
    }

    /// <summary>Alternate screen, bracketed paste, reports of focus; no line goes into the scrollback.</summary>
    public static string Begin => "\e[?1049h\e[?2004h\e[?1004h\e[2J";

    /// <summary>Everything as it was before; harmless where it never began.</summary>
    public static string End => "\e[0m\e[?1004l\e[?2004l\e[?25h\e[?1049l";

    /// <summary>Forgets what is shown: the next frame is written whole.</summary>
    public void Forget() => _shown = [];

    public string Paint(Frame frame, TerminalSize size)
    {
        StringBuilder output = new();
        string[] rows = [.. frame.Rows.Select(row => row.ToTerminal(_isColored))];
        bool isAll = _shown.Length != rows.Length || _size != size;
        output.Append(HideCursor);
        if (isAll)
        {
            output.Append("\e[0m\e[2J");
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (isAll || !string.Equals(rows[i], _shown[i], StringComparison.Ordinal))
            {
                // Erased first: erasing behind a full row would take its last character away.
                output.Append(CultureInfo.InvariantCulture, $"\e[{i + 1};1H").Append(EraseToEndOfRow).Append(rows[i]);
            }
        }

        (_shown, _size) = (rows, size);
        output.Append(CultureInfo.InvariantCulture, $"\e[{frame.CursorRow + 1};{frame.CursorColumn + 1}H").Append(ShowCursor);
        return output.ToString();
    }
}
