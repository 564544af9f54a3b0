using System.Globalization;
using System.Text;

namespace Locket.Cli.Chat.Input;

/// <summary>
/// The line that is being written. The cursor always stands between two graphemes, so that no character is ever half erased.
/// </summary>
internal sealed class InputEditor
{
    /// <summary>The longest text, in UTF-16 units: more than anybody types, and a bound for what is pasted.</summary>
    public const int MaxLength = 100_000;

    private readonly InputHistory _history = new();
    private string _erased = string.Empty;

    public string Text { get; private set; } = string.Empty;

    /// <summary>Where the next character goes, in UTF-16 units from the begin.</summary>
    public int Cursor { get; private set; }

    /// <summary>Puts text at the cursor.</summary>
    /// <returns>False where it would become too long; then nothing changes.</returns>
    public bool Insert(string text)
    {
        if (Text.Length + text.Length > MaxLength)
        {
            return false;
        }

        Text = Text.Insert(Cursor, text);
        Cursor = NextBoundary(Cursor + text.Length - 1);
        return true;
    }

    /// <summary>Takes the line out, into the history.</summary>
    public string Take()
    {
        string text = Text;
        _history.Add(text);
        Set(string.Empty);
        return text;
    }

    /// <summary>Replaces the line; the cursor stands at its end.</summary>
    public void Set(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

    /// <summary>Does what an editing key says.</summary>
    /// <returns>False where the key is none of editing, or the text would become too long.</returns>
    public bool Apply(Key key)
    {
        switch (key.Kind)
        {
            case KeyKind.Text or KeyKind.Paste:
                return key.Text.Length == 0 || Insert(key.Text);
            case KeyKind.LineEnd:
                return Insert("\n");
            case KeyKind.Left:
                Cursor = BoundaryBefore(Cursor);
                return true;
            case KeyKind.Right:
                Cursor = BoundaryAfter(Cursor);
                return true;
            case KeyKind.WordLeft:
                Cursor = WordBefore(Cursor);
                return true;
            case KeyKind.WordRight:
                Cursor = WordAfter(Cursor);
                return true;
            case KeyKind.Home:
                Cursor = 0;
                return true;
            case KeyKind.End:
                Cursor = Text.Length;
                return true;
            case KeyKind.PutBack:
                return _erased.Length == 0 || Insert(_erased);
            case KeyKind.Up:
                Recall(_history.Older(Text));
                return true;
            case KeyKind.Down:
                Recall(_history.Newer());
                return true;
            default:
                return Erase(key.Kind);
        }
    }

    private bool Erase(KeyKind kind)
    {
        (int Begin, int End)? range = kind switch
        {
            KeyKind.Backspace => (BoundaryBefore(Cursor), Cursor),
            KeyKind.Delete => (Cursor, BoundaryAfter(Cursor)),
            KeyKind.EraseToBegin => (0, Cursor),
            KeyKind.EraseToEnd => (Cursor, Text.Length),
            KeyKind.EraseWordBefore => (WordBefore(Cursor), Cursor),
            KeyKind.EraseWordAfter => (Cursor, WordAfter(Cursor)),
            _ => null,
        };
        if (range is not { } found)
        {
            return false;
        }

        if (kind is not (KeyKind.Backspace or KeyKind.Delete) && found.End > found.Begin)
        {
            _erased = Text[found.Begin..found.End];
        }

        Text = Text.Remove(found.Begin, found.End - found.Begin);

        // What stood apart may be one grapheme now, as a letter and a mark.
        Cursor = found.Begin == 0 ? 0 : NextBoundary(found.Begin - 1);
        return true;
    }

    private void Recall(string? line)
    {
        if (line is not null)
        {
            Set(line);
        }
    }

    private int BoundaryAfter(int index) => index >= Text.Length ? Text.Length : NextBoundary(index);

    /// <summary>The end of the grapheme that the character at the index belongs to.</summary>
    private int NextBoundary(int index)
    {
        int[] begins = GraphemeBegins();
        int next = GraphemeAt(begins, index) + 1;
        return next < begins.Length ? begins[next] : Text.Length;
    }

    private int BoundaryBefore(int index)
    {
        int[] begins = GraphemeBegins();
        return index == 0 ? 0 : begins[GraphemeAt(begins, index - 1)];
    }

    private int WordBefore(int index)
    {
        int[] begins = GraphemeBegins();
        int at = index == 0 ? 0 : GraphemeAt(begins, index - 1) + 1;
        while (at > 0 && !IsWord(begins[at - 1]))
        {
            at--;
        }

        while (at > 0 && IsWord(begins[at - 1]))
        {
            at--;
        }

        if (at == 0)
        {
            return 0;
        }

        return at < begins.Length ? begins[at] : Text.Length;
    }

    private int WordAfter(int index)
    {
        if (index >= Text.Length)
        {
            return Text.Length;
        }

        int[] begins = GraphemeBegins();
        int at = GraphemeAt(begins, index);
        while (at < begins.Length && !IsWord(begins[at]))
        {
            at++;
        }

        while (at < begins.Length && IsWord(begins[at]))
        {
            at++;
        }

        return at < begins.Length ? begins[at] : Text.Length;
    }

    private int[] GraphemeBegins() => StringInfo.ParseCombiningCharacters(Text);

    private static int GraphemeAt(int[] begins, int index)
    {
        int found = Array.BinarySearch(begins, index);
        return found >= 0 ? found : ~found - 1;
    }

    private bool IsWord(int index) => Rune.IsLetterOrDigit(Rune.GetRuneAt(Text, index));
}
