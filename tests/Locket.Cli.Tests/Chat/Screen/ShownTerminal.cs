using System.Globalization;
using Locket.Cli.Chat.Text;

namespace Locket.Cli.Tests.Chat.Screen;

/// <summary>A terminal as far as the screen uses one: it knows what stands where after the bytes that it was sent.</summary>
internal sealed class ShownTerminal(int columns, int rows)
{
    private readonly string[][] _cells = Blank(columns, rows);

    public (int Row, int Column) Cursor { get; private set; }

    public string Row(int row)
        => string.Concat(Enumerable.Range(0, columns).Select(column => _cells[row][column])).TrimEnd(' ');

    public void Send(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] == '\e')
            {
                at = Obey(text, at + 2);
                continue;
            }

            int length = StringInfo.GetNextTextElementLength(text, at);
            Put(text.Substring(at, length));
            at += length;
        }
    }

    private void Put(string grapheme)
    {
        int width = CellWidth.Of(grapheme);
        (int row, int column) = Cursor;
        if (column + width > columns)
        {
            throw new InvalidOperationException($"written beyond column {columns} of row {row}: {grapheme}");
        }

        _cells[row][column] = grapheme;
        for (int i = 1; i < width; i++)
        {
            _cells[row][column + i] = string.Empty;
        }

        Cursor = (row, column + width);
    }

    private int Obey(string text, int at)
    {
        int end = at;
        while (!char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        string parameters = text[at..end];
        switch (text[end])
        {
            case 'H':
                int[] place = [.. parameters.Split(';').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
                Cursor = (place[0] - 1, place[1] - 1);
                break;
            case 'K':
                for (int column = Cursor.Column; column < columns; column++)
                {
                    _cells[Cursor.Row][column] = " ";
                }

                break;
            case 'J':
                Blank(columns, rows).CopyTo(_cells, 0);
                break;
            case 'm' or 'h' or 'l':
                break;
            default:
                throw new InvalidOperationException($"an unknown sequence: {text[(at - 2)..(end + 1)]}");
        }

        return end + 1;
    }

    private static string[][] Blank(int columns, int rows)
        => [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Repeat(" ", columns).ToArray())];
}
