using System.Globalization;
using Locket.Cli.Chat.Input;
using Locket.Cli.Chat.Text;
using Locket.Cli.Terminal;

namespace Locket.Cli.Chat.Screen;

/// <summary>The line that is being written, broken into rows, and where its cursor stands.</summary>
internal sealed record EditorRows(IReadOnlyList<Row> Rows, int CursorRow, int CursorColumn)
{
    /// <param name="editor">What is written.</param>
    /// <param name="prompt">What stands before it.</param>
    /// <param name="columns">The width.</param>
    /// <param name="most">The most rows: of a longer text those around the cursor are shown.</param>
    public static EditorRows Of(InputEditor editor, string prompt, int columns, int most)
    {
        List<Row> rows = [];
        Row row = new Row().Add(prompt, RowStyle.Bold);
        (int Row, int Column) cursor = (0, row.Width);
        System.Text.StringBuilder part = new();
        int width = row.Width;
        void Break()
        {
            rows.Add(row.Add(part.ToString()));
            part.Clear();
            row = new Row().FillTo(prompt.Length);
            width = row.Width;
        }

        string text = editor.Text;
        int index = 0;
        while (true)
        {
            string shown = index < text.Length ? ShownAt(text, index, out int length) : ShownEnd(out length);
            int own = CellWidth.Of(shown);

            // The cursor needs a column of its own at the end.
            if (width + Math.Max(own, 1) > columns)
            {
                Break();
            }

            if (index == editor.Cursor)
            {
                cursor = (rows.Count, width);
            }

            if (index >= text.Length)
            {
                break;
            }

            part.Append(shown);
            width += own;
            if (text[index] == '\n')
            {
                Break();
            }

            index += length;
        }

        rows.Add(row.Add(part.ToString()));
        int first = Math.Clamp(cursor.Row - most + 1, 0, Math.Max(0, rows.Count - most));
        return new EditorRows([.. rows.Skip(first).Take(most)], cursor.Row - first, cursor.Column);
    }

    private static string ShownAt(string text, int index, out int length)
    {
        length = StringInfo.GetNextTextElementLength(text, index);
        return text[index] switch
        {
            '\n' => "↵",
            '\t' => "→",
            _ => MessageText.Lines(text.Substring(index, length))[0],
        };
    }

    private static string ShownEnd(out int length)
    {
        length = 0;
        return string.Empty;
    }
}
