namespace Locket.Cli.Chat.Model;

/// <summary>A member as the title shows it.</summary>
/// <param name="Name">As shown.</param>
/// <param name="IsAway">Whether nothing was heard for so long that messages are not sealed for it any more.</param>
internal readonly record struct PersonHere(string Name, bool IsAway);
