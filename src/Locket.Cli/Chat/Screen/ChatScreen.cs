using System.Globalization;
using Locket.Cli.Chat.Input;
using Locket.Cli.Chat.Model;
using Locket.Cli.Chat.Text;
using Locket.Cli.Terminal;

namespace Locket.Cli.Chat.Screen;

/// <summary>
/// Lays a conversation out on a terminal: the title, the messages with the newest at the bottom, a line of status, and what is being
/// written.
/// </summary>
internal sealed class ChatScreen
{
    private const string Prompt = "> ";

    /// <summary>The smallest terminal that is laid out; on a smaller one the rest is cut off.</summary>
    private const int LeastColumns = 8;
    private const int LeastRows = 4;

    private readonly ConversationView _view;
    private readonly LineRows _lines;

    /// <summary>Rows between the bottom and the newest row that is shown.</summary>
    private int _scroll;
    private int _rowsBefore;

    public ChatScreen(ConversationView view, TimeZoneInfo zone)
    {
        _view = view;
        _lines = new LineRows(zone);
    }

    public bool IsAtBottom => _scroll == 0;

    /// <summary>Moves the messages by pages: back for positive numbers.</summary>
    public void ScrollPages(int pages, TerminalSize size) => _scroll = Math.Max(0, _scroll + (pages * Math.Max(1, size.Rows - 5)));

    public void ScrollToBottom() => _scroll = 0;

    public Frame Lay(InputEditor editor, TerminalSize size)
    {
        size = new TerminalSize(Math.Max(LeastColumns, size.Columns), Math.Max(LeastRows, size.Rows));
        EditorRows input = EditorRows.Of(editor, Prompt, size.Columns, Math.Max(1, size.Rows / 3));
        int height = size.Rows - 2 - input.Rows.Count;
        List<Row> all = Messages(size.Columns);
        KeepPlace(all.Count, height);
        int end = all.Count - _scroll;
        List<Row> rows = [Title(size.Columns)];
        rows.AddRange(all.Take(end).Skip(Math.Max(0, end - height)));

        // The first messages stand at the top.
        while (rows.Count < height + 1)
        {
            rows.Add(new Row());
        }

        rows.Add(Status(size.Columns));
        int firstInput = rows.Count;
        rows.AddRange(input.Rows);
        return new Frame(rows, firstInput + input.CursorRow, Math.Min(input.CursorColumn, size.Columns - 1));
    }

    /// <summary>What one reads stays where it is while new rows come below.</summary>
    private void KeepPlace(int count, int height)
    {
        if (_scroll > 0 && _rowsBefore > 0)
        {
            _scroll += Math.Max(0, count - _rowsBefore);
        }

        _scroll = Math.Clamp(_scroll, 0, Math.Max(0, count - height));
        _rowsBefore = count;
    }

    private List<Row> Messages(int columns)
    {
        List<Row> rows = [];
        for (int i = 0; i < _view.Lines.Count; i++)
        {
            if (_view.FirstUnread == i)
            {
                rows.Add(Divider(columns));
            }

            rows.AddRange(_lines.Of(_view.Lines[i], columns));
        }

        return rows;
    }

    private static Row Divider(int columns)
    {
        const string Word = " unread ";
        int left = Math.Max(0, (columns - Word.Length) / 2);
        int right = Math.Max(0, columns - Word.Length - left);
        return new Row().Add(CellText.Cut(new string('─', left) + Word + new string('─', right), columns), RowStyle.Divider);
    }

    private Row Title(int columns)
    {
        string people = string.Join(
            ", ", _view.People.Select(person => MessageText.Line(person.Name) + (person.IsAway ? " (away)" : string.Empty)));
        string title = $" {Shown.Text(_view.Title)} · {(people.Length == 0 ? "nobody else is here yet" : people)}";
        return new Row().Add(CellText.Cut(title, columns), RowStyle.Reverse).FillTo(columns, RowStyle.Reverse);
    }

    private Row Status(int columns)
    {
        string below = IsAtBottom ? string.Empty : _view.UnreadCount == 0
            ? " · scrolled back, PageDown goes on"
            : string.Create(CultureInfo.InvariantCulture, $" · {_view.UnreadCount} unread below, PageDown goes there");
        return new Row().Add(CellText.Cut($" {Shown.Text(_view.Status)}{below}", columns), RowStyle.Dim);
    }
}
