using System.Text;
using Locket.Cli.Chat.Text;

namespace Locket.Cli.Chat.Screen;

/// <summary>One row of the screen.</summary>
internal sealed class Row
{
    private const string Plain = "\e[0m";

    private readonly List<RowPiece> _pieces = [];

    public int Width { get; private set; }

    public Row Add(string text, RowStyle style = RowStyle.Plain)
    {
        if (text.Length > 0)
        {
            _pieces.Add(new RowPiece(text, style));
            Width += CellWidth.Of(text);
        }

        return this;
    }

    /// <summary>Spaces up to a column.</summary>
    public Row FillTo(int column, RowStyle style = RowStyle.Plain) => Add(new string(' ', Math.Max(0, column - Width)), style);

    /// <summary>The text alone.</summary>
    public override string ToString() => string.Concat(_pieces.Select(piece => piece.Text));

    /// <summary>The text with what makes it look so.</summary>
    public string ToTerminal(bool isColored)
    {
        StringBuilder text = new();
        foreach (RowPiece piece in _pieces)
        {
            string code = CodeOf(piece.Style, isColored);
            text.Append(code).Append(piece.Text).Append(code.Length > 0 ? Plain : string.Empty);
        }

        return text.ToString();
    }

    private static string CodeOf(RowStyle style, bool isColored) => style switch
    {
        RowStyle.Plain => string.Empty,
        RowStyle.Dim => "\e[2m",
        RowStyle.Bold => "\e[1m",
        RowStyle.Reverse => "\e[7m",
        RowStyle.Picture => "\e[38;5;16;48;5;231m",
        _ when !isColored => style is RowStyle.Divider ? string.Empty : "\e[1m",
        RowStyle.Own => "\e[1;32m",
        RowStyle.Alert => "\e[1;31m",
        RowStyle.Divider => "\e[31m",
        RowStyle.Name0 => "\e[1;36m",
        RowStyle.Name1 => "\e[1;35m",
        RowStyle.Name2 => "\e[1;33m",
        RowStyle.Name3 => "\e[1;34m",
        RowStyle.Name4 => "\e[36m",
        _ => "\e[35m",
    };
}
