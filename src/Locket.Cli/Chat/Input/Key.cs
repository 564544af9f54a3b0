namespace Locket.Cli.Chat.Input;

/// <summary>A key, or characters that came at once.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Text">The characters of <see cref="KeyKind.Text"/> and <see cref="KeyKind.Paste"/>; empty otherwise.</param>
internal readonly record struct Key(KeyKind Kind, string Text = "");
