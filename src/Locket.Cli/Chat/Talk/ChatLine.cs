namespace Locket.Cli.Chat.Talk;

/// <summary>A typed line: a message, or a command and the rest of it.</summary>
/// <param name="Command">With its slash; null for a message.</param>
/// <param name="Rest">The message, or what follows the command.</param>
internal readonly record struct ChatLine(string? Command, string Rest)
{
    public bool IsEmpty => Command is null && string.IsNullOrWhiteSpace(Rest);

    public static ChatLine Parse(string line)
    {
        string trimmed = line.Trim();
        if (string.Equals(trimmed, SlashCommand.Exit, StringComparison.Ordinal))
        {
            return new("/quit", string.Empty);
        }

        if (line.StartsWith("//", StringComparison.Ordinal))
        {
            return new(null, line[1..]);
        }

        if (!line.StartsWith('/'))
        {
            return new(null, line);
        }

        int space = trimmed.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? new(trimmed, string.Empty) : new(trimmed[..space], trimmed[(space + 1)..].Trim());
    }
}
