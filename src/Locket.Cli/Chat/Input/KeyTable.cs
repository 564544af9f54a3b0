namespace Locket.Cli.Chat.Input;

/// <summary>Which bytes are which key, as xterm and its relatives send them and as readline uses them.</summary>
internal static class KeyTable
{
    public static Key? OfControl(byte value)
    {
        KeyKind? kind = value switch
        {
            0x01 => KeyKind.Home,
            0x02 => KeyKind.Left,
            0x04 => KeyKind.EndOfInput,
            0x05 => KeyKind.End,
            0x06 => KeyKind.Right,
            0x08 or 0x7F => KeyKind.Backspace,
            0x09 => KeyKind.Tab,
            0x0A => KeyKind.Enter,
            0x0B => KeyKind.EraseToEnd,
            0x0C => KeyKind.Redraw,
            0x0D => KeyKind.Enter,
            0x0E => KeyKind.Down,
            0x10 => KeyKind.Up,
            0x15 => KeyKind.EraseToBegin,
            0x17 => KeyKind.EraseWordBefore,
            0x19 => KeyKind.PutBack,
            _ => null,
        };
        return kind is { } known ? new Key(known) : null;
    }

    /// <summary>A key together with Alt, which comes as an escape before it.</summary>
    public static Key? OfAlt(byte value)
    {
        KeyKind? kind = (char)value switch
        {
            'b' or 'B' => KeyKind.WordLeft,
            'f' or 'F' => KeyKind.WordRight,
            'd' or 'D' => KeyKind.EraseWordAfter,
            '\r' or '\n' => KeyKind.LineEnd,
            '\b' or '\x7F' => KeyKind.EraseWordBefore,
            _ => null,
        };
        return kind is { } known ? new Key(known) : null;
    }

    /// <summary>What comes behind <c>ESC [</c> or <c>ESC O</c>.</summary>
    public static Key? OfSequence(string sequence)
    {
        // '1;5C' is C with Ctrl: 1 + (1 Shift, 2 Alt, 4 Ctrl).
        int semicolon = sequence.IndexOf(';', StringComparison.Ordinal);
        bool isWord = semicolon >= 0 && semicolon + 1 < sequence.Length && sequence[semicolon + 1] is >= '3' and <= '8';
        string plain = semicolon < 0 ? sequence : WithoutModifier(sequence, semicolon);
        KeyKind? kind = plain switch
        {
            "A" => KeyKind.Up,
            "B" => KeyKind.Down,
            "C" => isWord ? KeyKind.WordRight : KeyKind.Right,
            "D" => isWord ? KeyKind.WordLeft : KeyKind.Left,
            "H" or "1~" or "7~" => KeyKind.Home,
            "F" or "4~" or "8~" => KeyKind.End,
            "M" => KeyKind.Enter,
            "3~" => isWord ? KeyKind.EraseWordAfter : KeyKind.Delete,
            "5~" => KeyKind.PageUp,
            "6~" => KeyKind.PageDown,
            "I" => KeyKind.FocusIn,
            "O" => KeyKind.FocusOut,
            _ => null,
        };
        return kind is { } known ? new Key(known) : null;
    }

    /// <summary><c>C</c> of <c>1;5C</c>, and <c>3~</c> of <c>3;5~</c>: before a tilde, the number is the key.</summary>
    private static string WithoutModifier(string sequence, int semicolon)
        => (sequence[^1] == '~' ? sequence[..semicolon] : string.Empty) + sequence[^1];
}
