namespace Locket.Cli.Terminal;

/// <summary>Breaks lines between words, since a terminal breaks them anywhere.</summary>
internal static class WrappedText
{
    /// <summary>The lines of a text, none wider than asked for unless a single word is.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        string line = string.Empty;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
