using System.Globalization;
using System.Runtime.CompilerServices;
using Locket.Cli.Chat.Model;
using Locket.Cli.Chat.Text;
using Locket.Cli.Terminal;

namespace Locket.Cli.Chat.Screen;

/// <summary>Turns lines of the conversation into rows of a given width.</summary>
internal sealed class LineRows
{
    /// <summary>Below this width times and marks are left out, so that some text is seen.</summary>
    private const int NarrowColumns = 40;

    private const int TimeWidth = 6;
    private const int NameColors = 6;

    private readonly TimeZoneInfo _zone;
    private readonly ConditionalWeakTable<ConversationLine, Laid> _laid = [];

    public LineRows(TimeZoneInfo zone)
    {
        _zone = zone;
    }

    /// <summary>The rows of a line; laid out anew only where its width or mark changed.</summary>
    public IReadOnlyList<Row> Of(ConversationLine line, int columns)
    {
        string mark = line.Delivery?.Mark ?? string.Empty;
        if (!_laid.TryGetValue(line, out Laid? laid) || laid.Columns != columns
            || !string.Equals(laid.Mark, mark, StringComparison.Ordinal))
        {
            laid = new Laid(columns, mark, Lay(line, mark, columns));
            _laid.AddOrUpdate(line, laid);
        }

        return laid.Rows;
    }

    private List<Row> Lay(ConversationLine line, string mark, int columns)
    {
        if (line.Kind == LineKind.Picture)
        {
            return [new Row().Add(CellText.Cut(line.Text, columns), RowStyle.Picture)];
        }

        if (line.Kind == LineKind.Link)
        {
            return [.. CellText.Wrap(Shown.Text(line.Text), columns).Select(part => new Row().Add(part))];
        }

        bool isNarrow = columns < NarrowColumns;
        string time = isNarrow ? string.Empty : TimeZoneInfo.ConvertTime(line.Time, _zone).ToString("HH:mm ", CultureInfo.InvariantCulture);
        int indent = isNarrow ? 1 : TimeWidth;
        (string lead, RowStyle leadStyle, RowStyle style) = LeadOf(line, columns);
        List<Row> rows = [];
        Row row = new Row().Add(time, RowStyle.Dim).Add(lead, leadStyle);
        IReadOnlyList<string> paragraphs = MessageText.Lines(line.Text);
        for (int i = 0; i < paragraphs.Count; i++)
        {
            string rest = paragraphs[i];
            while (true)
            {
                (string part, rest) = Split(rest, Math.Max(2, columns - row.Width));
                rows.Add(row.Add(part, style));
                if (rest.Length == 0)
                {
                    break;
                }

                row = new Row().FillTo(indent);
            }

            row = new Row().FillTo(indent);
        }

        AddMark(rows, isNarrow ? string.Empty : mark, columns, indent);
        return rows;
    }

    /// <summary>The color of a name: the same for the same name, in every run.</summary>
    private static RowStyle ColorOf(string name)
    {
        uint sum = 0;
        foreach (char character in name)
        {
            sum = (sum * 31) + character;
        }

        return RowStyle.Name0 + (int)(sum % NameColors);
    }

    private static (string Lead, RowStyle LeadStyle, RowStyle Style) LeadOf(ConversationLine line, int columns)
    {
        string name = CellText.Cut(MessageText.Line(line.Sender ?? string.Empty), Math.Max(4, columns / 3)) + ": ";
        return line.Kind switch
        {
            LineKind.Message => (name, ColorOf(line.Sender ?? string.Empty), RowStyle.Plain),
            LineKind.Own => (name, RowStyle.Own, RowStyle.Plain),
            LineKind.Alert => ("! ", RowStyle.Alert, RowStyle.Alert),
            LineKind.Answer => (string.Empty, RowStyle.Plain, RowStyle.Plain),
            LineKind.Wire => (string.Empty, RowStyle.Dim, RowStyle.Dim),
            _ => ("* ", RowStyle.Dim, RowStyle.Dim),
        };
    }

    private static (string Part, string Left) Split(string text, int width)
    {
        string part = CellText.Wrap(text, width).First();
        int used = part.Length;
        return (part, used < text.Length && text[used] == ' ' ? text[(used + 1)..] : text[used..]);
    }

    /// <summary>At the right edge of the last row, or below it where the text is too long.</summary>
    private static void AddMark(List<Row> rows, string mark, int columns, int indent)
    {
        if (mark.Length == 0)
        {
            return;
        }

        if (rows[^1].Width + 1 + mark.Length > columns)
        {
            rows.Add(new Row().FillTo(indent));
        }

        rows[^1].FillTo(columns - mark.Length).Add(mark, RowStyle.Dim);
    }

    private sealed record Laid(int Columns, string Mark, IReadOnlyList<Row> Rows);
}
