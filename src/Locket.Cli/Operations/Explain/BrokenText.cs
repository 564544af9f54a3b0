using System.Text;
using Locket.Cli.Terminal;

namespace Locket.Cli.Operations.Explain;

/// <summary>Breaks lines between words, and words that are longer than a line anywhere.</summary>
internal static class BrokenText
{
    public static IEnumerable<string> Lines(string text, int width)
    {
        StringBuilder broken = new(text.Length);
        foreach (string word in text.Split(' '))
        {
            for (int at = 0; at < word.Length || at == 0; at += width)
            {
                broken.Append(word.AsSpan(at, Math.Min(width, word.Length - at))).Append(' ');
            }
        }

        return WrappedText.Lines(broken.ToString(), width);
    }
}
