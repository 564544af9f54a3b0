namespace Locket.Cli.Chat.Screen;

/// <summary>How a piece of a row looks.</summary>
internal enum RowStyle
{
    Plain,
    Dim,
    Bold,
    Reverse,

    /// <summary>One's own name.</summary>
    Own,

    /// <summary>Something that should worry.</summary>
    Alert,

    /// <summary>Black on white whatever the terminal's own colors are, so that cameras can read it.</summary>
    Picture,

    /// <summary>The divider before what is unread.</summary>
    Divider,

    /// <summary>The first of the colors of others' names; the following values are the others.</summary>
    Name0,
    Name1,
    Name2,
    Name3,
    Name4,
    Name5,
}
