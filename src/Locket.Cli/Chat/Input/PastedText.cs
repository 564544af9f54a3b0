using System.Text;

namespace Locket.Cli.Chat.Input;

/// <summary>Keeps of a pasted text what a message may hold.</summary>
internal static class PastedText
{
    private const int Replacement = 0xFFFD;

    /// <summary>Line ends of all systems become line feeds; control characters but tab, and what was no text, go away.</summary>
    public static string Clean(string text)
    {
        StringBuilder kept = new(text.Length);
        string unified = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        foreach (Rune rune in unified.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && rune.Value != Replacement))
            {
                kept.Append(rune.ToString());
            }
        }

        // The line end of a copied line is no part of what one wants to say.
        return kept.ToString().TrimEnd('\n');
    }
}
