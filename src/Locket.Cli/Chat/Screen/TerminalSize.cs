namespace Locket.Cli.Chat.Screen;

/// <summary>A terminal's size in characters.</summary>
internal readonly record struct TerminalSize(int Columns, int Rows)
{
    /// <summary>What is assumed where the terminal does not say.</summary>
    public static TerminalSize Usual { get; } = new(80, 24);
}
