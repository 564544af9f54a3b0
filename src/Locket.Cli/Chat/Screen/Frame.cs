namespace Locket.Cli.Chat.Screen;

/// <summary>Everything that the screen shows at one moment.</summary>
/// <param name="Rows">From the top; as many as the terminal has.</param>
/// <param name="CursorRow">From 0.</param>
/// <param name="CursorColumn">From 0.</param>
internal sealed record Frame(IReadOnlyList<Row> Rows, int CursorRow, int CursorColumn);
