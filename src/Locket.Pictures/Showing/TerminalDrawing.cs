namespace Locket.Pictures;

/// <summary>A way to draw a picture in a terminal, from the plainest to the best.</summary>
public enum TerminalDrawing
{
    /// <summary>Characters of more or less ink, without any color.</summary>
    Characters,

    /// <summary>Half blocks in the 256 colors of xterm.</summary>
    Colors256,

    /// <summary>Half blocks in 24-bit color.</summary>
    TrueColor,

    /// <summary>Pixels as DEC's sixel graphics.</summary>
    Sixel,

    /// <summary>Pixels by kitty's graphics protocol.</summary>
    Kitty,
}
