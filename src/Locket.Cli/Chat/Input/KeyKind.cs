namespace Locket.Cli.Chat.Input;

/// <summary>What a key on the terminal means here.</summary>
internal enum KeyKind
{
    /// <summary>Characters to type.</summary>
    Text,

    /// <summary>Several characters at once, which may hold line ends and never send anything.</summary>
    Paste,
    Enter,
    LineEnd,
    Tab,
    Backspace,
    Delete,
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    Up,
    Down,
    PageUp,
    PageDown,
    EraseToEnd,
    EraseToBegin,
    EraseWordBefore,
    EraseWordAfter,
    PutBack,
    Redraw,
    EndOfInput,

    /// <summary>The terminal's window became the one that is typed into.</summary>
    FocusIn,
    FocusOut,
}
