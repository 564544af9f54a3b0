namespace Locket.Cli.Chat.Screen;

/// <summary>A piece of a row in one look; its text holds nothing that a terminal would obey.</summary>
internal readonly record struct RowPiece(string Text, RowStyle Style);
