namespace Locket.Classic.Sockets;

/// <summary>What the other side of a chat did in its turn, or in ours.</summary>
/// <param name="End">How it ended the chat; null where it goes on.</param>
/// <param name="Text">Its message, where it goes on.</param>
internal readonly record struct ChatInput(ChatCbcEnd? End, string Text);
