using System.Globalization;
using System.Text;

namespace Locket.Archives;

/// <summary>How an archive is refused, in one place.</summary>
internal static class ArchiveErrors
{
    private const int MaxQuotedRunes = 200;

    public static LocketException Unsafe(string entryName, string why)
        => new(LocketFailure.UnsafeArchive, $"the archive was refused at the entry {Quote(entryName)}: {why}");

    public static LocketException Malformed(Exception? innerException = null)
        => new(LocketFailure.UnsafeArchive, "the content is no well-formed tar archive", innerException: innerException);

    public static LocketException SourceChanged(string path, Exception? innerException = null)
        => new(LocketFailure.SourceChanged, $"{path} changed or vanished while the folder was read", innerException: innerException);

    public static LocketException Exists(string path, Exception? innerException = null)
        => new(LocketFailure.OutputExists, $"{path} exists already", innerException: innerException);

    // Names in an archive are untrusted: shown as they are, they could drive a terminal or feign another message.
    public static string Quote(string name)
    {
        StringBuilder quoted = new("'");
        int runes = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (++runes > MaxQuotedRunes)
            {
                return quoted.Append("'...").ToString();
            }

            bool isPlain = rune.Value is not ('\'' or '\\')
                && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                    or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator);
            _ = isPlain ? quoted.Append(rune) : quoted.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
        }

        return quoted.Append('\'').ToString();
    }
}
